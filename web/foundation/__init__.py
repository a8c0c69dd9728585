"""What every page needs: forms, access policy, security, database sessions, errors."""
