"""A small compliance tool, worded by us: 8 clusters, 37 compliance points, both polarities.

Each question is (text, non-compliant answer, what readers see when it is non-compliant). The
names of clusters and points are the programme's own.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    name: str
    questions: list[tuple[str, str, str]]
    public: bool = False


Q = list[tuple[str, str, str]]


def pair(bad: str, found: str, good: str, missing: str) -> Q:
    """Two questions on one point: one that should be answered no, one that should be yes."""
    return [(bad, "yes", found), (good, "no", missing)]


CLUSTERS: dict[str, tuple[bool, list[Point]]] = {
    "Child Labour": (
        True,
        [
            Point(
                "Child Labourers",
                pair(
                    "Does anybody below the legal minimum age work here?",
                    "A person below the legal minimum age was found working.",
                    "Is the age of every applicant checked against a document?",
                    "The age of applicants is not checked against a document.",
                ),
                public=True,
            ),
            Point(
                "Hazardous Work and other Worst Forms",
                pair(
                    "Do workers under 18 handle chemicals or dangerous machines?",
                    "Workers under 18 handle dangerous machines.",
                    "Do supervisors know which tasks are closed to workers under 18?",
                    "Supervisors do not know which tasks are closed to workers under 18.",
                ),
            ),
            Point(
                "Documentation and Protection of Young Workers",
                pair(
                    "Do workers under 18 work at night?",
                    "Workers under 18 work at night.",
                    "Is there an up-to-date register of workers under 18?",
                    "There is no up-to-date register of workers under 18.",
                ),
            ),
        ],
    ),
    "Discrimination": (
        True,
        [
            Point(
                "Race and Origin",
                pair(
                    "Does a worker's origin influence pay or tasks?",
                    "Migrant workers are given the lower-paid tasks only.",
                    "Are job notices free of words about origin?",
                    "Job notices ask for people of a certain origin.",
                ),
            ),
            Point(
                "Religion and Political Opinion",
                pair(
                    "Has anybody been refused work because of religion?",
                    "Applicants were refused because of their religion.",
                    "Can workers follow religious duties in their breaks?",
                    "Workers cannot follow religious duties in their breaks.",
                ),
            ),
            Point(
                "Gender",
                pair(
                    "Are applicants asked for a pregnancy test?",
                    "Applicants are asked for a pregnancy test.",
                    "Is there a working procedure for complaints of harassment?",
                    "There is no working procedure for complaints of harassment.",
                ),
                public=True,
            ),
            Point(
                "Other Grounds",
                pair(
                    "Has a worker been dismissed because of an illness?",
                    "A worker was dismissed because of an illness.",
                    "Does the factory employ the legal share of people with disabilities?",
                    "The legal share of people with disabilities is not reached.",
                ),
            ),
        ],
    ),
    "Forced Labour": (
        True,
        [
            Point(
                "Coercion",
                pair(
                    "Are workers kept from leaving the compound at the end of their shift?",
                    "Guards keep workers from leaving before targets are met.",
                    "Do workers keep their own identity papers?",
                    "The factory keeps workers' identity papers.",
                ),
                public=True,
            ),
            Point(
                "Bonded Labour",
                pair(
                    "Do workers owe fees for having been recruited?",
                    "Workers repay recruitment fees from their wages.",
                    "Can workers leave with reasonable notice?",
                    "Workers who give notice lose part of their wages.",
                ),
            ),
            Point(
                "Forced Labour and Overtime",
                pair(
                    "Is anybody threatened for refusing overtime?",
                    "Workers who refuse overtime are threatened with dismissal.",
                    "Do workers know that overtime is voluntary?",
                    "Workers do not know that overtime is voluntary.",
                ),
                public=True,
            ),
            Point(
                "Prison Labour",
                pair(
                    "Is work done by prisoners?",
                    "Part of the sewing is done by prisoners.",
                    "Does the factory know where subcontracted work is done?",
                    "The factory does not know where subcontracted work is done.",
                ),
            ),
        ],
    ),
    "Freedom of Association and Collective Bargaining": (
        True,
        [
            Point(
                "Freedom to Associate",
                pair(
                    "Must workers ask the factory before they join a union?",
                    "Workers are told to ask their supervisor before joining a union.",
                    "Can workers form a union of their choice?",
                    "Workers were kept from forming a union.",
                ),
                public=True,
            ),
            Point(
                "Union Operations",
                pair(
                    "Are union representatives refused access to workers?",
                    "Union representatives are refused access to workers.",
                    "Does the factory deduct union dues when workers ask for it?",
                    "Union dues are not deducted though workers asked for it.",
                ),
            ),
            Point(
                "Interference and Discrimination",
                pair(
                    "Has anybody been treated worse for union activity?",
                    "A union representative was moved to another line after a complaint.",
                    "Can the union hold its meetings without managers?",
                    "Managers attend the meetings of the union.",
                ),
                public=True,
            ),
            Point(
                "Collective Bargaining",
                pair(
                    "Has the factory refused to bargain?",
                    "The factory refused to bargain with the union.",
                    "Do workers have a copy of the agreement in force?",
                    "Workers have no copy of the collective agreement.",
                ),
            ),
            Point(
                "Strikes",
                pair(
                    "Has anybody been punished for a lawful strike?",
                    "Workers were punished for a lawful strike.",
                    "Did workers keep their posts after the last strike?",
                    "Workers lost their posts after the last strike.",
                ),
                public=True,
            ),
        ],
    ),
    "Compensation": (
        False,
        [
            Point(
                "Minimum Wages / Piece Rate Wages",
                pair(
                    "Does any worker earn less than the minimum wage?",
                    "Trainees earn less than the minimum wage.",
                    "Are piece rates set so that the minimum wage is reached in ordinary hours?",
                    "Piece rates do not reach the minimum wage in ordinary hours.",
                ),
                public=True,
            ),
            Point(
                "Overtime Wages",
                pair(
                    "Are overtime hours kept in a second set of books?",
                    "Some overtime hours are kept in a second set of books.",
                    "Is ordinary overtime paid at the legal rate?",
                    "Ordinary overtime is paid below the legal rate.",
                ),
                public=True,
            ),
            Point(
                "Method of Payment",
                pair(
                    "Are wages paid late?",
                    "Wages were paid late in two of the last twelve months.",
                    "Are wages paid in full and at the workplace or by bank?",
                    "Part of the wages is paid in goods.",
                ),
            ),
            Point(
                "Wage Information, Use and Deduction",
                pair(
                    "Are fines taken from wages?",
                    "Fines for late arrival are taken from wages.",
                    "Do workers understand their pay slip?",
                    "Pay slips do not show how the wage was reached.",
                ),
                public=True,
            ),
            Point(
                "Paid Leave",
                pair(
                    "Is annual leave refused without a reason?",
                    "Annual leave is refused in the high season without a reason.",
                    "Is paid leave taken by workers on fixed-term contracts too?",
                    "Workers on fixed-term contracts get no paid leave.",
                ),
                public=True,
            ),
            Point(
                "Social Security and Other Benefits",
                pair(
                    "Are contributions to social security paid late?",
                    "Contributions to social security are paid late.",
                    "Are all workers registered with social security?",
                    "Workers in their first three months are not registered with social security.",
                ),
            ),
        ],
    ),
    "Contracts and Human Resources": (
        False,
        [
            Point(
                "Employment Contracts",
                pair(
                    "Do workers work without a written contract?",
                    "Workers in their first month have no written contract.",
                    "Do workers have a copy of their contract in a language they read?",
                    "Contracts are in a language that workers do not read.",
                ),
            ),
            Point(
                "Contracting Procedures",
                pair(
                    "Are fixed-term contracts renewed beyond the legal limit?",
                    "Fixed-term contracts are renewed beyond the legal limit.",
                    "Does the factory check how its recruiters treat workers?",
                    "The factory does not check how its recruiters treat workers.",
                ),
            ),
            Point(
                "Termination",
                pair(
                    "Was anybody dismissed without a valid reason?",
                    "Workers were dismissed without a valid reason.",
                    "Are workers who leave paid within the legal time?",
                    "Workers who leave wait longer than the law allows for their last wage.",
                ),
            ),
            Point(
                "Dialogue, Discipline and Disputes",
                pair(
                    "Do supervisors shout at workers or insult them?",
                    "Supervisors on two lines shout at workers.",
                    "Can workers complain without fear, and do they get an answer?",
                    "Complaints of workers get no answer.",
                ),
                public=True,
            ),
        ],
    ),
    "Occupational Safety and Health": (
        False,
        [
            Point(
                "OSH Management Systems",
                pair(
                    "Do accidents go unrecorded?",
                    "Small accidents are not recorded.",
                    "Does the safety committee meet and follow up?",
                    "The safety committee has not met for six months.",
                ),
                public=True,
            ),
            Point(
                "Chemicals and Hazardous Substances",
                pair(
                    "Are chemicals kept in unlabelled containers?",
                    "Spot-cleaning chemicals stand in unlabelled containers.",
                    "Are eye-wash stations within reach where chemicals are used?",
                    "There is no eye-wash station where chemicals are used.",
                ),
                public=True,
            ),
            Point(
                "Worker Protection",
                pair(
                    "Are guards missing on machines?",
                    "Pulley guards are missing on sewing machines.",
                    "Do workers get protective equipment free of charge, and use it?",
                    "Cutters work without metal gloves.",
                ),
            ),
            Point(
                "Working Environment",
                pair(
                    "Is it too hot to work on the production floor?",
                    "The temperature on the ironing line is above the legal limit.",
                    "Is there enough light at each work place?",
                    "Light at the inspection tables is below the legal level.",
                ),
            ),
            Point(
                "Welfare Facilities",
                pair(
                    "Are toilets locked or too few?",
                    "There are too few toilets for the number of workers.",
                    "Is there enough clean drinking water within reach?",
                    "There is not enough clean drinking water on the second floor.",
                ),
                public=True,
            ),
            Point(
                "Health Services and First Aid",
                pair(
                    "Is the sick room closed during a shift?",
                    "The sick room is closed during the night shift.",
                    "Are trained first-aiders present on each floor?",
                    "There are no trained first-aiders on the second floor.",
                ),
            ),
            Point(
                "Worker Accommodation",
                pair(
                    "Is the dormitory overcrowded?",
                    "The dormitory is overcrowded.",
                    "Is the dormitory protected against fire?",
                    "The dormitory has no fire detection.",
                ),
            ),
            Point(
                "Emergency Preparedness",
                pair(
                    "Are emergency exits locked or blocked during working hours?",
                    "Two emergency exits were blocked by cartons during working hours.",
                    "Is an evacuation drill held every six months?",
                    "No evacuation drill was held in the last six months.",
                ),
                public=True,
            ),
        ],
    ),
    "Working Time": (
        False,
        [
            Point(
                "Regular Hours",
                pair(
                    "Do ordinary hours exceed the legal limit?",
                    "Ordinary hours exceed the legal limit.",
                    "Do time records show the hours that were really worked?",
                    "Time records do not show the hours that were really worked.",
                ),
            ),
            Point(
                "Overtime",
                pair(
                    "Do workers work more than two overtime hours a day?",
                    "Workers on the packing line worked more than two overtime hours a day.",
                    "Is overtime voluntary and asked for in advance?",
                    "Overtime is announced at the end of the shift.",
                ),
            ),
            Point(
                "Leave",
                pair(
                    "Is sick leave refused or unpaid?",
                    "Sick leave of one day is not paid.",
                    "Can workers take their maternity leave in full?",
                    "Workers come back from maternity leave early because of money.",
                ),
            ),
        ],
    ),
}

FACTS = [
    ("Workplace facts", "How many trade unions are registered here?"),
    ("Workplace facts", "How many workers have a permanent contract?"),
    ("Workplace facts", "Were there strikes since the last visit? For what reason?"),
    ("Workplace facts", "Which work is given to subcontractors?"),
]
