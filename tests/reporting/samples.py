"""Made-up reports, worded by us. Names of people, factories and places of work are invented."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from reporting import payload as p

PP = "Phnom Penh (UTC+7)"
PP_OFFSET = timezone(timedelta(hours=7))
VERIFY_AT = "https://reports.betterwork.example/verify/"


def text(words: str, language: str = "en", **translations: str) -> p.Text:
    return p.Text(
        words=words,
        language=language,
        translations=tuple(p.Translation(language=to, words=said) for to, said in translations.items()),
    )


def day(iso: str, zone: str = PP) -> p.Day:
    return p.Day(on=date.fromisoformat(iso), zone=zone)


def moment(iso: str, zone: str = PP, offset: timezone = PP_OFFSET) -> p.Moment:
    return p.Moment(at=datetime.fromisoformat(iso).replace(tzinfo=offset), zone=zone)


def people(women: int, men: int) -> p.People:
    return p.People(women=women, men=men)


def rate(part: int, base: int) -> p.Rate:
    return p.Rate(part=part, base=base)


FACTORY = p.Factory(
    name="Angkor Stitch",
    code="KH-0302",
    place="Kandal",
    country="Cambodia",
    country_code="KH",
    workers=people(760, 202),
    products=text("Woven trousers and jackets"),
    groups=("Mekong Garment Holding",),
    registered_on=day("2022-02-14"),
    cycle=4,
)
HEAD = p.Head(
    report_id="0191c1f0-5a3e-7c11-9d6a-3f2b1c0d4e5f",
    version=1,
    languages=("en", "ar"),
    programme="Better Work Cambodia",
    factory=FACTORY,
    author=p.Author.PROGRAMME,
    first_day=day("2025-12-09"),
    last_day=day("2025-12-10"),
    release=moment("2026-01-07T09:00"),
    zone=PP,
    verify_at=VERIFY_AT,
)
ASSESSMENT = p.Assessment(
    days=(
        p.AssessmentDay(day=day("2025-12-09"), modality=p.Modality.ON_SITE),
        p.AssessmentDay(day=day("2025-12-10"), modality=p.Modality.ON_SITE),
    ),
    modality=p.Modality.ON_SITE,
    announced=False,
    tool=p.Tool(name="Cambodia compliance assessment tool", version="2025.2", scope=p.Scope.FULL),
    team=("Sok Vannary", "Chea Rithy"),
    access=text("Every area was opened at once. Security let the team in after eleven minutes."),
    documents=text("Documents were given on the first day, payrolls of the last twelve months among them."),
    integrity=text("No sign of coaching or of altered records was seen."),
    shared_on=moment("2025-12-10T16:30"),
)
HISTORY = (
    p.Earlier(label="2022", scope=p.Scope.FULL, questions=rate(61, 197), country_percent=28),
    p.Earlier(label="2023", scope=p.Scope.FULL, questions=rate(52, 201), country_percent=27),
    p.Earlier(label="2024", scope=p.Scope.FULL, questions=rate(44, 203), country_percent=25),
    p.Earlier(label="2025", scope=p.Scope.FULL, questions=rate(34, 203), country_percent=24),
)

# -- Results: cluster, standard, its points with questions asked and findings ----------------
Found = tuple[str, str, bool]  # sentence, reference, publicly reported
Row = tuple[str, int, list[Found]]
INTERNATIONAL, NATIONAL = p.Standard.INTERNATIONAL, p.Standard.NATIONAL
RESULTS: list[tuple[str, p.Standard, list[Row]]] = [
    ("Child Labour", INTERNATIONAL, [
        ("Child Labourers", 1, []),
        ("Hazardous Work and other Worst Forms", 3, []),
        ("Documentation and Protection of Young Workers", 2, [
            ("The register of workers under 18 lacks the guardians' consent of two workers hired in 2025.",
             "Labour Law, articles 177 and 181", False),
        ]),
    ]),
    ("Discrimination", INTERNATIONAL, [
        ("Race and Origin", 7, []),
        ("Religion and Political Opinion", 7, []),
        ("Gender", 12, [
            ("Job notices at the gate in September 2025 asked for women of 18 to 30 years.",
             "Labour Law, article 12", True),
        ]),
        ("Other Grounds", 14, [
            ("The factory employs 3 workers with disabilities; the quota for its size is 9.",
             "Sub-decree 108 of 2010, article 6", False),
        ]),
    ]),
    ("Forced Labour", INTERNATIONAL, [
        ("Coercion", 8, []), ("Bonded Labour", 1, []), ("Forced Labour and Overtime", 1, []),
        ("Prison Labour", 1, []),
    ]),
    ("Freedom of Association and Collective Bargaining", INTERNATIONAL, [
        ("Freedom to Associate", 3, []),
        ("Union Operations", 3, []),
        ("Interference and Discrimination", 10, []),
        ("Collective Bargaining", 9, [
            ("The collective agreement of 2023 does not hang where all workers can read it.",
             "Law on Trade Unions, article 73", False),
        ]),
    ]),
    ("Compensation", NATIONAL, [
        ("Minimum Wages / Piece Rate Wages", 4, []),
        ("Overtime Wages", 6, [
            ("Work on the weekly rest day was paid at 150 percent instead of 200 percent to 212 workers of "
             "sewing lines 4 to 9 in August and September 2025.", "Labour Law, article 139; Prakas 80/99", True),
            ("Piece-rate workers' overtime in October 2025 was reckoned from the base wage alone.",
             "Labour Law, article 139", False),
        ]),
        ("Method of Payment", 2, []),
        ("Wage Information, Use and Deduction", 3, [
            ("Pay slips show one figure for all allowances, so that workers cannot check them.",
             "Prakas 303 of 2022", False),
        ]),
        ("Paid Leave", 7, [
            ("Annual leave not taken within three years was struck off without payment.",
             "Labour Law, article 167", False),
        ]),
        ("Social Security and Other Benefits", 8, [
            ("Contributions for 27 workers on probation were paid from their third month, not from their first.",
             "Law on Social Security Schemes, article 6", False),
        ]),
    ]),
    ("Contracts and Human Resources", NATIONAL, [
        ("Employment Contracts", 5, [
            ("Contracts of 14 warehouse workers do not name the job or the place of work.",
             "Labour Law, article 65", False),
        ]),
        ("Contracting Procedures", 5, []),
        ("Termination", 8, [
            ("Two workers whose fixed-term contracts ended in July 2025 had ten days' notice instead of fifteen.",
             "Labour Law, article 73", False),
        ]),
        ("Dialogue, Discipline and Disputes", 8, [
            ("A supervisor shouts at workers of line 3; the warning procedure for supervisors was not used.",
             "Internal Regulations, chapter 5", True),
        ]),
    ]),
    ("Occupational Safety and Health", NATIONAL, [
        ("OSH Management Systems", 5, [
            ("The accident register lists four accidents of 2025; the clinic's book lists seven.",
             "Labour Law, article 248", False),
        ]),
        ("Chemicals and Hazardous Substances", 9, [
            ("There is no eye wash within reach of the chemical store.", "Labour Law, article 229", False),
            ("Three containers of spot remover in the finishing room carry no label.", "Prakas 305/97", False),
            ("Safety data sheets are in English alone.", "Prakas 305/97", False),
        ]),
        ("Worker Protection", 15, [
            ("Needle guards are missing on 11 of 60 machines looked at.", "Labour Law, article 230", False),
            ("Ironers stand without mats.", "Labour Law, article 229", False),
            ("Two pulleys of the boiler's pump have no guard.", "Labour Law, article 230", True),
        ]),
        ("Working Environment", 4, [
            ("At 14:00 on the first day it was 34 °C in the ironing section; two of nine fans stood still.",
             "Prakas 147/02", False),
        ]),
        ("Welfare Facilities", 6, [
            ("Drinking water was last tested in March 2024.", "Labour Law, article 229", True),
        ]),
        ("Health Services and First Aid", 6, [
            ("Of eight first-aid boxes, three lack bandages.", "Prakas 330/2000", False),
            ("The clinic has one nurse on the night shift; for the number of workers the rule asks for two.",
             "Prakas 330/2000", False),
        ]),
        ("Worker Accommodation", 3, []),
        ("Emergency Preparedness", 11, [
            ("Six of fourteen emergency exits were locked during working hours on the first day.",
             "Labour Law, article 230; Prakas 138/17", True),
            ("The night shift has had no evacuation drill since February 2025.", "Prakas 138/17", True),
            ("Cartons narrow two aisles of the packing section to less than 80 centimetres.",
             "Prakas 138/17", False),
        ]),
    ]),
    ("Working Time", NATIONAL, [
        ("Regular Hours", 7, [
            ("The time records of the washing section end at 18:00; the gate's book shows workers leaving at 20:00.",
             "Labour Law, article 137", False),
        ]),
        ("Leave", 5, []),
        ("Overtime", 4, [
            ("Overtime went beyond two hours a day for workers of lines 1 to 6 in August 2025.",
             "Prakas 80/99", False),
            ("Overtime is said to be voluntary; on line 2 the supervisor wrote it down for everybody.",
             "Prakas 80/99", False),
        ]),
    ]),
]  # fmt: skip

REPLIES = {
    "Six of fourteen": p.Reply(
        words=text(
            "យើងបានដោះសោទ្វារចេញទាំងប្រាំមួយ ហើយបានបណ្តុះបណ្តាលអ្នកយាម។ ឥឡូវនេះទ្វារទាំងអស់បើកចំហក្នុងម៉ោងធ្វើការ។",
            "km",
            en="We have unlocked all six exits and trained the guards. All doors are now open during working hours.",
        ),
        given=moment("2025-12-15T11:05"),
    ),
    "Work on the weekly": p.Reply(
        words=text(
            "The payroll rule was set wrongly by our supplier of software. It has been corrected. The difference is "
            "paid with the wages of January.\nThe list of the 212 workers is with the union."
        ),
        given=moment("2025-12-15T11:10"),
    ),
    "At 14:00": p.Reply(
        words=text("The two fans were repaired on the same evening."), given=moment("2025-12-16T08:40")
    ),
}


def clusters() -> tuple[p.Cluster, ...]:
    item = iter(range(1, 100))
    return tuple(
        _cluster(str(number), name, standard, rows, item)
        for number, (name, standard, rows) in enumerate(RESULTS, 1)
    )


def _cluster(code: str, name: str, standard: p.Standard, rows: list[Row], item: Iterator[int]) -> p.Cluster:
    points = tuple(_point(f"{code}.{number}", *row, item) for number, row in enumerate(rows, 1))
    return p.Cluster(
        code=code,
        name=text(name),
        standard=standard,
        points=rate(sum(bool(point.findings) for point in points), len(points)),
        questions=_together(point.questions for point in points),
        results=points,
    )


def _point(code: str, name: str, asked: int, found: list[Found], item: Iterator[int]) -> p.Point:
    findings = tuple(
        p.Finding(
            question=f"q-{code}-{number}",
            sentence=text(sentence),
            legal_reference=text(reference),
            publicly_reported=public,
            reply=next((reply for start, reply in REPLIES.items() if sentence.startswith(start)), None),
            plan_item=f"IP-{next(item):03}",
        )
        for number, (sentence, reference, public) in enumerate(found, 1)
    )
    result = p.Result.NON_COMPLIANT if findings else p.Result.COMPLIANT
    return p.Point(
        code=code, name=text(name), result=result, questions=rate(len(findings), asked), findings=findings
    )


def _together(rates: Iterable[p.Rate]) -> p.Rate:
    several = list(rates)
    return rate(sum(one.part for one in several), sum(one.base for one in several))


ISSUES = (
    ("1", "Child labour not remedied", p.Result.COMPLIANT),
    ("3", "Discrimination against workers", p.Result.NON_COMPLIANT),
    ("6", "Sexual harassment", p.Result.COMPLIANT),
    ("8", "Discrimination because of union membership", p.Result.COMPLIANT),
    ("14", "Evacuation drill every six months", p.Result.NON_COMPLIANT),
    ("15", "Exit doors unlocked during working hours", p.Result.NON_COMPLIANT),
    ("17", "Guards on dangerous parts of machines", p.Result.NON_COMPLIANT),
    ("18", "Clean and sufficient drinking water", p.Result.NON_COMPLIANT),
    ("19", "Minimum wages", p.Result.COMPLIANT),
    ("20", "Overtime wages", p.Result.NON_COMPLIANT),
)
COMMITTEE = p.Committee(
    name=text("Performance Improvement Consultative Committee"),
    management=p.Side(members=people(2, 2), chosen=text("Named by the factory on 2 February 2026")),
    workers=p.Side(members=people(3, 1), chosen=text("Elected by secret ballot on 30 January 2026; two unions")),
    functional=True,
    facts=(
        p.Fact(met=True, sentence=text("Both sides have four members.")),
        p.Fact(met=True, sentence=text("Worker members were elected; 811 of 962 workers voted, 9 candidates stood.")),
        p.Fact(met=True, sentence=text("Five of six monthly meetings were held.")),
        p.Fact(met=False, sentence=text("Women hold 63% of the seats and are 79% of the workforce: one seat short.")),
    ),
    meetings_held=rate(5, 6),
    term_ends=day("2028-01-30"),
    meetings=(
        p.Meeting(day=day("2026-05-12"), management=people(2, 1), workers=people(3, 1), decisions=3,
                  topics=text("Key rule for the exits; order of the fans; date of the night drill")),
        p.Meeting(day=day("2026-06-16"), management=people(2, 2), workers=people(2, 1), decisions=2,
                  topics=text("Back pay for rest days; heat in ironing")),
        p.Meeting(day=day("2026-07-14"), management=people(1, 2), workers=people(3, 1), decisions=1,
                  topics=text("Pay slip in Khmer, first draft")),
    ),
    grievances=(
        p.Channel(name=text("Box at the canteen"), opened=people(14, 6), settled=people(12, 6)),
        p.Channel(name=text("Through a committee member"), opened=people(21, 7), settled=people(19, 7)),
    ),
)  # fmt: skip


def assessment_report() -> p.AssessmentReport:
    found = clusters()
    questions = _together(cluster.questions for cluster in found)
    return p.AssessmentReport(
        head=HEAD,
        assessment=ASSESSMENT,
        points=_together(cluster.points for cluster in found),
        questions=questions,
        clusters=found,
        strengths=(
            text("Line leaders open each week with five minutes on safety, in Khmer and with pictures."),
            text("Mothers have an hour a day and a clean room for nursing."),
        ),
        history=(*HISTORY[:3], replace(HISTORY[3], questions=questions)),
        public_issues=tuple(
            p.PublicIssue(number=number, name=text(name), result=result) for number, name, result in ISSUES
        ),
        comparison=_comparison(found),
        systems=SYSTEMS,
        committee=replace(COMMITTEE, meetings=(), grievances=()),
        figures=FIGURES,
    )


def _comparison(found: tuple[p.Cluster, ...]) -> tuple[p.Compared, ...]:
    order = [p.FoundBy.BOTH, p.FoundBy.ASSESSORS, p.FoundBy.BOTH, p.FoundBy.BOTH]
    bad = [(point, cluster) for cluster in found for point in cluster.results if point.findings]
    seen = [
        p.Compared(point=point.name, cluster=cluster.name, found_by=order[number % 4])
        for number, (point, cluster) in enumerate(bad)
    ]
    alone = p.Compared(point=found[3].results[1].name, cluster=found[3].name, found_by=p.FoundBy.FACTORY)
    return (*seen, alone)


SYSTEMS = (
    p.System(name=text("Policies"), in_place=p.InPlace.YES,
             sentence=text("Written, in Khmer and English, signed by the general manager.")),
    p.System(name=text("Responsibilities"), in_place=p.InPlace.PARTLY,
             sentence=text("A safety officer is named; nobody stands in on the night shift.")),
    p.System(name=text("Communication and training"), in_place=p.InPlace.PARTLY,
             sentence=text("New workers are told about safety, supervisors are not.")),
    p.System(name=text("Checks and root causes"), in_place=p.InPlace.NO,
             sentence=text("Internal checks list what is wrong and not why.")),
)  # fmt: skip
FIGURES = (
    p.Figure(label=text("Unions"), value=text("2; members 412 women, 118 men")),
    p.Figure(
        label=text("Collective agreements"), value=text("1, since 2023, for three years; covers all workers")
    ),
    p.Figure(label=text("Workers paid by piece"), value=text("388")),
    p.Figure(label=text("Strikes since the last assessment"), value=text("None")),
)

# -- Progress --------------------------------------------------------------------------------
STATUSES = (p.Status.IN_PROGRESS, p.Status.VERIFIED, p.Status.DONE, p.Status.VERIFIED, p.Status.OPEN)
DEEDS = {
    "Six of fourteen": ("Push bars on six doors; written key rule; guards sign each morning", "Compliance manager",
                        "Four of six doors have push bars; no lock was seen on 3 visits.",
                        "Guards feared theft and had no instruction"),
    "Work on the weekly": ("Payroll rule corrected; back pay for 212 workers", "HR manager",
                           "Back pay was made on 10 February 2026 for 209 workers; three have left and are looked for.",
                           "The software's rule for rest days was never tested"),
}  # fmt: skip


def plan() -> p.Plan:
    found = [(c, pt, f) for c in clusters() for pt in c.results for f in pt.findings]
    items = tuple(_item(number, *one) for number, one in enumerate(found))
    done = [item.status is p.Status.VERIFIED for item in items]
    progress = [
        p.ClusterProgress(
            cluster=cluster.name,
            verified=rate(
                sum(ok for ok, one in zip(done, found, strict=True) if one[0].code == cluster.code),
                sum(one[0].code == cluster.code for one in found),
            ),
        )
        for cluster in clusters()
    ]
    return p.Plan(
        as_of=moment("2026-10-31T18:00"),
        verified=rate(sum(done), len(done)),
        clusters=tuple(row for row in progress if row.verified.base),
        items=items,
    )


def _item(number: int, cluster: p.Cluster, point: p.Point, finding: p.Finding) -> p.PlanItem:
    status = STATUSES[number % len(STATUSES)]
    deed, owner, progress, cause = next(
        (deed for start, deed in DEEDS.items() if finding.sentence.words.startswith(start)),
        ("Put right and checked each month", "Compliance manager", "", ""),
    )
    return p.PlanItem(
        reference=finding.plan_item,
        issue=finding.sentence,
        point=point.name,
        origin=p.Origin.FINDING,
        status=status,
        actions=(p.Action(what=text(deed), owner=text(owner), due=day(f"2026-{number % 9 + 1:02}-28")),),
        root_cause=text(cause) if cause else None,
        progress=text(progress) if progress else None,
        publicly_reported=finding.publicly_reported,
        verified_on=day("2026-08-12") if status is p.Status.VERIFIED else None,
    )


TRAINING = (
    p.Training(course=text("Supervisory skills"), first_day=day("2026-03-11"), last_day=day("2026-03-12"),
               modality=p.Modality.ON_SITE, audience=p.Attendance.MANAGEMENT, people=people(14, 9)),
    p.Training(course=text("Workplace cooperation"), first_day=day("2026-05-06"), last_day=day("2026-05-06"),
               modality=p.Modality.ON_SITE, audience=p.Attendance.BOTH, people=people(6, 3)),
    p.Training(course=text("Fire safety, learning seminar"), first_day=day("2026-08-19"), last_day=day("2026-08-19"),
               modality=p.Modality.VIRTUAL, audience=p.Attendance.BOTH, people=people(2, 2)),
)  # fmt: skip
VISITS = tuple(
    p.Visit(day=day(on), modality=how, management=people(2, 2), workers=people(5, 2), topics=text(topics),
            picc_facilitated=picc)
    for on, how, topics, picc in (
        ("2026-01-22", p.Modality.ON_SITE, "Findings gone through; first actions agreed", True),
        ("2026-03-19", p.Modality.ON_SITE, "Exits, key rule, accident register", False),
        ("2026-05-12", p.Modality.ON_SITE, "Committee meeting; root causes of heat", True),
        ("2026-07-14", p.Modality.VIRTUAL, "Pay slips; evidence of back pay", True),
        ("2026-09-24", p.Modality.ON_SITE, "After the stoppage: shift changes are told a week ahead", False),
    )
)  # fmt: skip


def checked_issues() -> tuple[p.PublicIssue, ...]:
    checks = {
        "14": (p.Check.CONFIRMED, day("2026-05-12")),
        "18": (p.Check.NOT_CONFIRMED, day("2026-05-12")),
        "20": (p.Check.NOT_YET, None),
    }
    return tuple(
        p.PublicIssue(
            number=number, name=text(name), result=result, claimed=number in checks,
            check=checks[number][0] if number in checks else None,
            checked_on=checks[number][1] if number in checks else None,
        )
        for number, name, result in ISSUES
    )  # fmt: skip


OWN = p.FactoryPart(
    submitted=moment("2026-05-08T17:20"),
    overview=text(
        "Since the assessment we have worked on the exits first. The new key rule hangs at each door.\n"
        "Orders were low in February and March; we used the time for training of line leaders."
    ),
    dialogue=text(
        "The committee met every month but April, when the elections of the second union were held."
    ),
    systems=text("We now write down the cause of each finding and who looks after it."),
    learning=text("23 supervisors took the course on supervisory skills. We ask for one on chemicals."),
)


def progress_report_1() -> p.ProgressReport1:
    return p.ProgressReport1(
        head=replace(
            HEAD,
            report_id="0191c1f0-5a3e-7c11-9d6a-3f2b1c0d4e60",
            author=p.Author.FACTORY,
            first_day=day("2025-12-11"),
            last_day=day("2026-05-08"),
            release=moment("2026-05-11T09:00"),
        ),
        assessment=ASSESSMENT,
        own=OWN,
        plan=replace(plan(), as_of=moment("2026-05-08T17:20")),
        public_issues=checked_issues(),
        committee=COMMITTEE,
        training=TRAINING[:2],
        visits=VISITS[:3],
        figures=FIGURES,
    )


def progress_report_2() -> p.ProgressReport2:
    return p.ProgressReport2(
        head=replace(
            HEAD,
            report_id="0191c1f0-5a3e-7c11-9d6a-3f2b1c0d4e61",
            first_day=day("2025-12-11"),
            last_day=day("2026-10-31"),
            release=moment("2026-11-10T09:00"),
        ),
        assessment=ASSESSMENT,
        summary=text(
            "The factory verified two fifths of its non-compliances as closed. Management opened every area and gave "
            "documents in time. Locked exits and pay for rest days are the two matters that remain in public reporting "
            "and need the buyers' patience and support."
        ),
        cooperation=p.Judgement(
            level=p.Level.GOOD,
            sentence=text("Management works with the advisor and answers between visits."),
            facts=(
                p.Fact(met=True, sentence=text("Access to all areas and workers, on each of 5 visits")),
                p.Fact(met=True, sentence=text("Plan updated within 30 days before each visit")),
                p.Fact(met=False, sentence=text("Progress Report 1 was sent six days late")),
            ),
        ),
        dialogue=p.Judgement(
            level=p.Level.PARTIAL,
            sentence=text("The committee works; the second union takes part since June."),
            facts=(
                p.Fact(met=True, sentence=text("Worker members speak with their colleagues before each meeting")),
                p.Fact(met=False, sentence=text("Minutes hang out in Khmer, not yet in Vietnamese")),
            ),
        ),
        plan=plan(),
        history=HISTORY,
        public_issues=checked_issues(),
        committee=COMMITTEE,
        training=TRAINING,
        visits=VISITS,
        stoppages=(
            p.Stoppage(
                first_day=day("2026-09-03"), last_day=day("2026-09-03"), category=p.Category.A, workers=120,
                violence=False, told=text("In this report, as the rule says"),
                what=text("Half a day. Shift change announced late. Agreed with both unions on the same day."),
            ),
        ),
        incidents=(
            p.Incident(
                day=day("2026-06-22"),
                what=text("Mass fainting, 9 workers, line 3. Cause: heat. Fans and water points were added."),
                told=text("By the factory on 23 June 2026 at 11:20 (UTC+7), within 72 hours"),
            ),
        ),
        figures=FIGURES,
    )  # fmt: skip


def corrected() -> p.AssessmentReport:
    """Version 2 of the assessment report, with the reason and the former version's date."""
    former = assessment_report()
    return replace(
        former,
        head=replace(
            former.head,
            version=2,
            release=moment("2026-02-02T09:00"),
            correction=p.Correction(
                reason=text(
                    "The finding on drinking water named March 2024; the last test was in March 2025."
                ),
                former_version=1,
                former_release=former.head.release,
                former_code="7F3K-92QD-1MXA",
            ),
        ),
    )


def long_assessment(times: int = 4) -> p.AssessmentReport:
    """About 30 pages: each finding several times over, each with a reply."""
    reply = REPLIES["Work on the weekly"]
    report = assessment_report()
    return replace(
        report,
        clusters=tuple(
            replace(
                cluster,
                results=tuple(
                    replace(
                        point,
                        findings=tuple(
                            replace(finding, question=f"{finding.question}-{n}", reply=reply)
                            for finding in point.findings
                            for n in range(times)
                        ),
                    )
                    for point in cluster.results
                ),
            )
            for cluster in report.clusters
        ),
    )
