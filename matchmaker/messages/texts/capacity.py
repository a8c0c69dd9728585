"""How many meetings the slots and tables have room for, and what would suffice."""

from matchmaker.messages.sentence import plural, sentence

PEOPLE = plural("capacity.people", "{count:number} person", "{count:number} people")
SLOTS = plural("capacity.slots", "{count:number} slot", "{count:number} slots")
TABLES = plural("capacity.tables", "{count:number} table", "{count:number} tables")
FULL_USE = sentence(
    "capacity.full-use", "{people} and {slots} need {tables} if everybody is to have a meeting in every slot."
)
ENOUGH = sentence("capacity.enough", "There are enough tables for everybody to have a meeting in every slot.")
ROOM = sentence("capacity.room", "With {tables} there is room for about {average:number1} meetings each.")
WOULD_DO = sentence(
    "capacity.would-do",
    "For the maximum of {target:number} each, {tables} would do, or {slots} with the tables there are.",
)
WOULD_DO_MINIMUM = sentence(
    "capacity.would-do-minimum",
    "For the minimum of {target:number} each, {tables} would do, or {slots} with the tables there are.",
)
SUGGESTED = sentence(
    "capacity.suggested",
    "Suggested limits: a minimum of {least:number} and a maximum of {most:number} meetings for each attendee.",
)
