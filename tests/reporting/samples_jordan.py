"""A made-up Progress Report 2 from Jordan, written in Arabic, with some words in other scripts.

The Arabic, Khmer and Bengali here are samples by us; a native reader must check such texts before use.
"""

from dataclasses import replace
from datetime import timedelta, timezone

from reporting import payload as p
from tests.reporting import samples
from tests.reporting.samples import people, rate, text

ZONE = "عمّان (UTC+3)"
OFFSET = timezone(timedelta(hours=3))


def ar(words: str, **translations: str) -> p.Text:
    return text(words, "ar", **translations)


def day(iso: str) -> p.Day:
    return samples.day(iso, ZONE)


def moment(iso: str) -> p.Moment:
    return samples.moment(iso, ZONE, OFFSET)


HEAD = p.Head(
    report_id="0191c1f0-5a3e-7c11-9d6a-3f2b1c0d4e70",
    version=2,
    languages=("ar", "en"),
    programme="Better Work Jordan",
    factory=p.Factory(
        name="Wadi Knitwear",
        code="JO-0114",
        place="الضليل",
        country="الأردن",
        country_code="JO",
        workers=people(1204, 431),
        products=ar("قمصان وملابس رياضية"),
        groups=("Silk Road Apparel Ltd",),
        registered_on=day("2019-03-03"),
        cycle=7,
    ),
    author=p.Author.PROGRAMME,
    first_day=day("2025-11-20"),
    last_day=day("2026-10-10"),
    release=moment("2026-11-01T09:00"),
    zone=ZONE,
    verify_at=samples.VERIFY_AT,
    correction=p.Correction(
        reason=ar("ذُكر عدد الاجتماعات خطأً: عُقدت خمسة اجتماعات، لا أربعة."),
        former_version=1,
        former_release=moment("2026-10-20T09:00"),
        former_code="2MZ4-81KD-RT07",
    ),
)
ASSESSMENT = p.Assessment(
    days=(
        p.AssessmentDay(day=day("2025-11-18"), modality=p.Modality.ON_SITE),
        p.AssessmentDay(day=day("2025-11-19"), modality=p.Modality.VIRTUAL),
    ),
    modality=p.Modality.HYBRID,
    announced=False,
    tool=p.Tool(name="Jordan compliance assessment tool", version="2025.1", scope=p.Scope.FULL),
    team=("Rania Haddad", "Omar Nasser"),
    access=ar("فُتحت جميع الأقسام فورًا."),
    documents=ar("سُلّمت الوثائق في اليوم الأول."),
    shared_on=moment("2025-11-19T16:00"),
)
OSH, PAY, HOURS = ar("السلامة والصحة المهنية"), ar("التعويضات"), ar("وقت العمل")
ITEMS = (
    ("IP-003", "مخارج الطوارئ مقفلة في أثناء ساعات العمل.", "الاستعداد للطوارئ", p.Status.IN_PROGRESS, True,
     "تركيب قضبان دفع على ستة أبواب وتعليق قاعدة مكتوبة للمفاتيح.", "مدير الامتثال",
     "أُنجزت أربعة أبواب من ستة، ولم يُشاهَد أي قفل في ثلاث زيارات."),
    ("IP-007", "لم يُدفع أجر العمل في يوم العطلة الأسبوعية مضاعفًا لـ 212 عاملًا وعاملة.", "أجور العمل الإضافي",
     p.Status.DONE, True, "تصحيح قاعدة الرواتب ودفع الفروق.", "مديرة الموارد البشرية", ""),
    ("IP-011", "تدريبات الإخلاء أقل من المطلوب.", "الاستعداد للطوارئ", p.Status.VERIFIED, False,
     "تدريب كل ستة أشهر يشمل الوردية الليلية.", "لجنة تحسين الأداء، جانب العمال", ""),
    ("IP-019", "بيانات السلامة للمواد الكيميائية بالإنجليزية فقط.", "المواد الكيميائية والخطرة", p.Status.OPEN, False,
     "ترجمتها إلى العربية والبنغالية.", "مسؤول السلامة", ""),
)  # fmt: skip


def _item(row: tuple[str, str, str, p.Status, bool, str, str, str]) -> p.PlanItem:
    reference, issue, point, status, public, deed, owner, progress = row
    return p.PlanItem(
        reference=reference,
        issue=ar(issue),
        point=ar(point),
        origin=p.Origin.FINDING,
        status=status,
        actions=(p.Action(what=ar(deed), owner=ar(owner), due=day("2026-11-30")),),
        progress=ar(progress) if progress else None,
        publicly_reported=public,
        verified_on=day("2026-08-12") if status is p.Status.VERIFIED else None,
    )


BENGALI = text(
    "আমরা ছয়টি দরজার তালা খুলে দিয়েছি এবং প্রহরীদের প্রশিক্ষণ দিয়েছি।",
    "bn",
    ar="فتحنا أقفال الأبواب الستة ودرّبنا الحراس.",
)
COMMITTEE = p.Committee(
    name=ar("لجنة تحسين الأداء الاستشارية"),
    management=p.Side(members=people(1, 4), chosen=ar("سمّاهم المصنع في 2 شباط 2026")),
    workers=p.Side(members=people(3, 1), chosen=ar("انتُخبوا بالاقتراع السري في 30 كانون الثاني 2026")),
    functional=False,
    imbalance=ar("استقال ممثل واحد عن العمال في حزيران، والانتخاب التكميلي مقرر."),
    facts=(
        p.Fact(met=False, sentence=ar("للإدارة خمسة مقاعد وللعمال أربعة.")),
        p.Fact(met=True, sentence=ar("عُقدت خمسة اجتماعات من ستة.")),
    ),
    meetings_held=rate(5, 6),
    term_ends=day("2028-01-30"),
)


def jordan() -> p.ProgressReport2:
    return p.ProgressReport2(
        head=HEAD,
        assessment=ASSESSMENT,
        summary=ar(
            "أغلق المصنع 7 من 15 حالة عدم امتثال وتحقق منها المستشار (Better Work). فتحت الإدارة جميع الأقسام "
            "وقدّمت الوثائق في وقتها. تبقى مسألتان معلنتان: المخارج المقفلة وأجر يوم العطلة."
        ),
        cooperation=p.Judgement(
            level=p.Level.GOOD,
            sentence=ar("تتعاون الإدارة مع المستشار وتجيب بين الزيارات."),
            facts=(p.Fact(met=True, sentence=ar("الوصول إلى جميع الأقسام في كل زيارة من خمس")),),
        ),
        dialogue=p.Judgement(
            level=p.Level.PARTIAL,
            sentence=ar("اللجنة تعمل، لكن جانبيها غير متساويين.", en="The committee works; its sides are not equal."),
            facts=(p.Fact(met=False, sentence=BENGALI),),
        ),
        plan=p.Plan(
            as_of=moment("2026-10-10T18:00"),
            verified=rate(7, 15),
            clusters=(
                p.ClusterProgress(cluster=OSH, verified=rate(4, 9)),
                p.ClusterProgress(cluster=PAY, verified=rate(2, 4)),
                p.ClusterProgress(cluster=HOURS, verified=rate(1, 2)),
            ),
            items=tuple(_item(row) for row in ITEMS),
        ),
        history=(
            p.Earlier(label="2023", scope=p.Scope.FULL, questions=rate(40, 190), country_percent=22),
            p.Earlier(label="2024", scope=p.Scope.FULL, questions=rate(31, 191)),
            p.Earlier(label="2025", scope=p.Scope.FULL, questions=rate(25, 191), country_percent=19),
        ),
        public_issues=(
            p.PublicIssue(
                number="15", name=ar("أبواب الخروج غير مقفلة في أثناء العمل"), result=p.Result.NON_COMPLIANT
            ),
            p.PublicIssue(
                number="20", name=ar("أجور العمل الإضافي"), result=p.Result.NON_COMPLIANT, claimed=True,
                check=p.Check.CONFIRMED, checked_on=day("2026-05-12"),
            ),
        ),
        committee=COMMITTEE,
        training=(
            p.Training(
                course=ar("مهارات الإشراف"), first_day=day("2026-03-11"), last_day=day("2026-03-12"),
                modality=p.Modality.ON_SITE, audience=p.Attendance.MANAGEMENT, people=people(14, 9),
            ),
        ),
        visits=(
            p.Visit(
                day=day("2026-01-22"), modality=p.Modality.VIRTUAL, management=people(2, 2), workers=people(5, 2),
                topics=ar("مراجعة النتائج والاتفاق على الإجراءات الأولى"), picc_facilitated=True,
            ),
        ),
        stoppages=(
            p.Stoppage(
                first_day=day("2026-09-03"), last_day=day("2026-09-05"), category=p.Category.B, workers=320,
                violence=False, what=ar("توقف عن العمل ثلاثة أيام بسبب تغيير الورديات. اتُّفق مع النقابة."),
                told=ar("أبلغ المصنع المشترين في 4 أيلول 2026 الساعة 11:20 (UTC+3)"),
            ),
        ),
        figures=(p.Figure(label=ar("عمال مهاجرون"), value=ar("1118، منهم 902 امرأة")),),
    )  # fmt: skip


def crowded() -> p.AssessmentReport:
    """Long words without a space in each script, where tables are narrowest."""
    khmer = "យើងបានដោះសោទ្វារចេញទាំងប្រាំមួយហើយបានបណ្តុះបណ្តាលអ្នកយាមឥឡូវនេះទ្វារទាំងអស់បើកចំហក្នុងម៉ោងធ្វើការ"
    long = {
        "km": khmer,
        "ar": "المواد" * 12,
        "bn": "প্রশিক্ষণ" * 12,
        "vi": "Antoànvàsứckhỏenghềnghiệp" * 4,
        "en": "Dampfschifffahrtsgesellschaft" * 4,
    }
    report = samples.assessment_report()
    rows = tuple(
        p.System(name=text(words, language), in_place=p.InPlace.PARTLY, sentence=text(words * 2, language))
        for language, words in long.items()
    )
    compared = tuple(
        p.Compared(point=text(words, language), cluster=text(words, language), found_by=p.FoundBy.BOTH)
        for language, words in long.items()
    )
    name = "L" + "o" * 70 + "ng"
    head = replace(report.head, factory=replace(report.head.factory, name=name, place=khmer))
    return replace(report, head=head, systems=rows, comparison=compared)
