"""What the stages of a job and the trade's terms mean, each explained once. Pure."""

from __future__ import annotations

from jobs.road.stages import Stage

STAGES: dict[str, str] = {
    Stage.INTAKE: (
        "The first call is written down: who called, where the house is, what they want. It ends when we "
        "take the job."
    ),
    Stage.ASSESSMENT: (
        "A technician surveys the house: meter, socket, panel, working space, the way to the charger. It "
        "ends when every question has an answer and every required photo is there."
    ),
    Stage.ELIGIBILITY: (
        "The answers are held against the utility's rules. It ends when the verdict is eligible, or when "
        "every finding that needs a person has been decided in writing."
    ),
    Stage.AGREEMENT: "The owner signs the work contract and gets the notices of the right to cancel.",
    Stage.PERMIT: "The city reviews our application. It ends when each permit that the job needs is issued.",
    Stage.UTILITY_APPLICATION: (
        "The utility gets the application with the signed customer agreement and the fee. It ends with "
        "the utility's approval."
    ),
    Stage.INSTALLATION: "We build the circuit, hang the charger, and leave the circuit dead and locked.",
    Stage.OUTAGE: (
        "The utility gives a date, its technician turns the power off for a while and fits the adapter "
        "that waits in its bag beside the panel."
    ),
    Stage.INSPECTION: "The city's inspector looks at the finished work and signs the card.",
    Stage.COMMISSIONING: (
        "We turn the circuit on and test the charger. From then on the homeowner may charge, as long as "
        "adapter and inspection stand too."
    ),
    Stage.CLOSE_OUT: (
        "Warranties are registered, the papers are put together, and the homeowner gets the package."
    ),
    Stage.WARRANTY: "Our workmanship is covered for its term. A claim opens an appointment.",
    Stage.DONE: "The warranty is over and no claim is open. The job stays in the list and leaves the board.",
}

TERMS: dict[str, str] = {
    "Meter socket adapter": (
        "A ring between the utility's meter and its socket, with a breaker of its own. A charger is fed "
        "from it without a new panel. The customer owns it; only the utility's technician fits it."
    ),
    "Isolating, non-isolating": (
        "An isolating adapter can separate the house from the grid and run it from a battery. A non- "
        "isolating one cannot: it only adds a connection."
    ),
    "Generation meter adapter (GMA)": (
        "An older adapter of SCE for solar. It takes the place that ours needs, so the request is a "
        "replacement."
    ),
    "Meter number": (
        "The number on the meter's face. It must equal the one on the bill, so it is read twice and never "
        "copied."
    ),
    "Service account number": (
        "The utility's number for the service at one address, on its bill. It is not the customer account "
        "number."
    ),
    "Account holder": (
        "The person whose name is on the utility's bill. The application needs their signature."
    ),
    "Self-contained meter": (
        "The whole current of the house passes through the meter. Where transformers measure it instead, "
        "an adapter cannot be used."
    ),
    "Meter class": "The current that the meter is made for, in amperes: CL200 is 200.",
    "Ring, ringless": "How the socket holds the meter: by a ring around it, or by the cover.",
    "Lock ring": (
        "A ring or barrel lock on the meter that only the utility may remove. It has to be called before "
        "its visit."
    ),
    "Utility's seal": "The wire seal on the meter. None of us opens it.",
    "Bus rating": (
        "The current for which the panel's bars are made, from the label inside the door. The main "
        "breaker may be smaller."
    ),
    "Meter-main": "Meter socket and main breaker in one enclosure.",
    "Working space": (
        "The clear room in front of the panel: 36 inches deep, 30 inches wide, 6 feet 6 inches high (NEC "
        "110.26)."
    ),
    "Service requirements (ESR)": (
        "The utility's own manual for meters and panels. A violation at the panel makes its technician leave."
    ),
    "Liquid-tight conduit": (
        "Sealed flexible conduit, which the utility requires on the energized wires from the adapter to "
        "the first enclosure."
    ),
    "Whip": "The short piece of liquid-tight conduit with its wires that leaves the adapter.",
    "Standard build": "Our usual circuit: 60 A with the charger set to 48 A. One press confirms it.",
    "Eligible, not eligible, to review": (
        "The verdict of the rules. To review means that a person has to decide a finding and write down why."
    ),
    "Override": "The owner's or office's written decision to go another way than the rules recommend.",
    "Waived": "A step of the utility that did not happen and is not needed anymore, with the reason.",
    "Open item": (
        "Somebody owes the next act: who, what, since when, and by when. Overdue ones stand on Today."
    ),
    "On hold": "Nobody works on the job until a day or an event. It keeps its stage.",
    "Visit": "The utility's technician at the meter. Each visit costs its fee, a failed one too.",
    "Visit window": "The day and hours that the utility gave for its visit.",
    "Staging": (
        "Putting the adapter into its waterproof bag in plain sight beside the panel, on the day before "
        "the visit."
    ),
    "Back-feed": (
        "What solar or a battery sends into the panel. It may not exceed what the panel is rated for."
    ),
    "Customer agreement": "The utility's form that the account holder signs for the adapter.",
    "Authorization": "The account holder's signature that lets us file and speak for them with the utility.",
    "Deemed complete, deemed approved": (
        "By state law a city's silence counts: 5 business days after the application it is complete, 20 "
        "business days later it is approved."
    ),
    "Correction notice": "The city's list of what is missing or wrong in an application.",
    "Final": "The city's last inspection. The permit is closed by it.",
    "Right to cancel": (
        "The days in which the owner may cancel the contract without giving a reason: three business "
        "days, five from the age of 65 on. Work begins after them."
    ),
    "Change order": "A signed change of price or scope after the contract.",
    "Deposit": "What the owner pays before the work begins. California caps it.",
    "DigAlert ticket": "The call to 811 before a trench: two working days ahead, good for 28 days.",
    "Dead and locked": "The finished circuit is switched off, locked and tagged until the adapter feeds it.",
    "Torque": "How far a terminal was tightened, in inch-pounds, against what its label says.",
    "Coverage": "What one warranty covers, from whom, and until when.",
    "Claim": "A homeowner tells us of a fault under warranty.",
    "Put aside": "Something that a tablet could not hand in as it was. The office files or discards it.",
    "Does not add up": "Facts of a job that contradict each other. Each names who settles it.",
}
