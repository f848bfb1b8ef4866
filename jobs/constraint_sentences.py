"""What a form says where a constraint of the jobs app refuses its row."""

from kilowire.floor.constraints import say

say(
    "charger_is_at_most_80_percent_of_circuit",
    "A charger may draw at most 80 percent of its circuit, as 48 A on 60 A: check both numbers.",
    field="charger_amps",
)
say(
    "installed_after_start",
    "The work cannot be finished before it began: check both days.",
    field="installed_on",
)
say(
    "comms_conduit_only_with_a_comms_cable",
    "There is no communication cable, so it has no conduit.",
    field="comms_liquidtight",
)
say(
    "commissioning_measured_a_voltage",
    "A test of a live charger measures more than 0 V: check the reading.",
    field="volts_l1_l2",
)
say(
    "charging_amps_is_not_negative",
    "A charging current is not less than 0 A: check the reading.",
    field="charging_amps",
)
say("dig_ticket_number_is_unique", "Another job has a ticket of this number.", field="number")
say("adapter_serial_is_unique", "Another job has an adapter of this serial number.", field="serial")
say("jobs_crew.name", "A crew of this name exists already.", field="name")
