"""What planning says: requests of runs, their ends, and plans."""

from matchmaker.messages.sentence import plural, sentence

NO_SUCH_PLAN = sentence("plan.not-found", "There is no plan {number}.")
NO_SUCH_RUN = sentence("run.not-found", "There is no such run.")
NOTHING_PUBLISHED = sentence("plan.none-published", "No plan is published yet, so there is none to stay near.")
NOT_OF_THIS_EVENT = sentence("plan.of-another-event", "This plan belongs to another event.")
TOO_OLD = sentence(
    "plan.too-old", "Plan {number} is too old: it does not hold the problem that it solves. Solve again."
)
UNSOUND = sentence("plan.unsound", "The schedule failed verification and was not stored: {breaches:clauses}.")
OUT_OF_DATE = sentence(
    "plan.out-of-date",
    "A slot, table or attendee was removed while the plan was being made, so the plan is out of date. Solve again.",
)
CHANGING = sentence("problem.changing", "The event's data keeps changing. Try again in a moment.")

SECONDS_RANGE = sentence("run.time-limit", "Enter a number of seconds from {least} to {most}, not {found}.")
SEED_RANGE = sentence("run.seed", "Enter a whole number from 0 to {most}, not {found}.")
TWO_BUDGETS = sentence(
    "run.two-budgets", "Limit either the number of meetings that change or the number of people affected, not both."
)
NO_SLOTS = sentence("run.no-slots", "There are no meeting slots yet. Add a block to the agenda first.")
NO_TABLES = sentence("run.no-tables", "There are no tables yet. Add tables first.")
TOO_FEW_PEOPLE = sentence(
    "run.too-few-people", "There are too few attendees. Import or add at least two attendees first."
)
IN_PROGRESS = sentence("run.in-progress", "A run of {event_name} is in progress. Wait for it to finish, or cancel it.")
JUST_ENDED = sentence("run.just-ended", "A run of this event has just ended. Look at its plan, or solve again.")
HAS_ENDED = sentence("run.has-ended", "This run has already ended or is being cancelled.")
TOO_MANY_EXPLANATIONS = plural(
    "run.too-many-explanations",
    "{count:number} explanation of this event waits already. Look at it first, or cancel it.",
    "{count:number} explanations of this event wait already. Look at them first, or cancel some.",
)

NOT_THEIR_SLOT = sentence("near.unknown-slot", "This event has no slot at {at:shortmoment}.")
NOT_AN_ATTENDEE = sentence("near.unknown-person", "{who} is no attendee of this event.")
BUDGET_RANGE = sentence("near.budget", "Enter a whole number of at least 0, not {found}.")
FROZEN_BUT_ABSENT = sentence(
    "near.frozen-but-absent",
    "{who} is to be absent but has a meeting on {at:shortmoment}, where nothing may change. Do not freeze this slot, "
    "or do not count {who} as absent.",
)
PINNED_BUT_ABSENT = sentence(
    "near.pinned-but-absent", "{who} is to be absent, so the meeting with {other} cannot be pinned."
)
PINNED_BUT_APART = sentence(
    "near.pinned-but-apart", "{a} and {b} have no meeting in plan {plan}, so there is none to pin."
)
NOT_ON_THE_LIST = sentence("near.not-on-the-list", "“{who}” is not on the list of this event.")
SEVERAL_OF_THAT_NAME = sentence(
    "near.several-of-that-name", "Several people are called “{who}”. Enter the e-mail address instead."
)
TRIAL_NOT_DONE = sentence("trial.not-done", "The trial has no result.")
TRIAL_ADOPTED = sentence("trial.adopted", "This trial has been adopted already.")
TRIAL_OUTDATED = sentence(
    "trial.outdated", "The event has changed since the trial, and its result is no longer possible. Try it again."
)
THEMSELVES = sentence("explanation.one-person-twice", "{who} cannot meet themselves. Name two people.")

NOTHING_FOUND = sentence("run.nothing-found", "No plan was found within the time limit. Allow more time.")
NOTHING_FOUND_NEAR = sentence(
    "run.nothing-found-near", "No plan with so few changes was found. Allow more changes, or more time."
)
CANCELLED = sentence("run.cancelled", "Cancelled.")
INTERRUPTED = sentence("run.interrupted", "Interrupted from the keyboard.")
WORKER_FAILED = sentence("run.worker-failed", "The worker failed unexpectedly; see its log for details.")
WORKER_LOST = plural(
    "run.worker-lost",
    "The worker failed {count:number} time during this run. Its log may show why; a common cause is too little memory.",
    "The worker failed {count:number} times during this run. Its log may show why; a common cause is too little "
    "memory.",
)
SHUT_DOWN_BEFORE = sentence("run.shut-down-before", "The worker shut down before the solve began.")
SHUT_DOWN = sentence("run.shut-down", "The worker shut down before it found a schedule.")
TAKEN_OVER = sentence("run.taken-over", "Another worker has taken over this run, or it has ended.")
DATABASE_LOST = sentence("run.database-lost", "The database was unreachable for longer than the lease.")
MEMORY_LIMIT = sentence("run.memory-limit", "The solver needs more memory than its limit of {megabytes:number} MB.")
MALFORMED = sentence("run.malformed", "The problem is malformed: {fault}")
KILLED = sentence("run.killed", "The solver was killed or ran out of memory ({signal_name}). Nothing was changed.")
EXITED = sentence(
    "run.exited",
    "The solver failed (exit code {exit_code}). Nothing was changed; see the worker's log for details.",
)
NO_RESPONSE = sentence("run.no-response", "The solver did not respond to a request to stop and was terminated.")

WAITING = sentence("stage.waiting", "waiting for a worker")
STARTING = sentence("stage.starting", "starting")
SCORING = sentence("stage.scoring", "scoring")
SCORING_SHARE = sentence("stage.scoring-share", "scoring: {stage}, {share:percent0}")
SNAPSHOT = sentence("stage.snapshot", "taking a snapshot")
STARTING_SOLVER = sentence("stage.starting-solver", "starting the solver")
ENDED = {
    "done": sentence("stage.done", "done"),
    "infeasible": sentence("stage.infeasible", "infeasible"),
    "cancelled": sentence("stage.cancelled", "cancelled"),
    "failed": sentence("stage.failed", "failed"),
}
"""The last stage of a run by its status."""
