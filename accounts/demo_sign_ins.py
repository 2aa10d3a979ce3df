"""The made-up people of the demo that a newcomer signs in as, one a role."""

from accounts.models import User

PASSWORD = "betterwork-demo"  # noqa: S105  everybody's, in a demo only; it is printed

SIGN_INS = [
    ("Enterprise Advisor, Cambodia", "advisor@demo.example"),
    ("Assessor, Cambodia", "assessor@demo.example"),
    ("Team leader, Cambodia", "leader@demo.example"),
    ("Country manager, Cambodia", "manager@demo.example"),
    ("Administrator, Cambodia", "admin@demo.example"),
    ("Head office", "headoffice@demo.example"),
    ("Factory manager, Lotus Thread Apparel", "factory@demo.example"),
    ("PICC member, workers' side", "worker@demo.example"),
    ("PICC member, management's side", "picc@demo.example"),
    ("Factory Ambassador", "ambassador@demo.example"),
    ("Manufacturing group, Lotus Holdings", "group@demo.example"),
    ("Buyer with access, Northwind Clothing", "buyer@demo.example"),
    ("Buyer without access, Harbour Fashion", "rival@demo.example"),
    ("National constituent, labour inspectorate", "constituent@demo.example"),
    ("Factory manager, Jordan (Arabic)", "jordan@demo.example"),
    ("Team leader, Haiti", "haiti@demo.example"),
]


def sign_ins() -> list[tuple[str, str]]:
    """(role, e-mail) of those of the list who are there."""
    there = set(User.objects.filter(is_demo=True).values_list("email", flat=True))
    return [(role, email) for role, email in SIGN_INS if email in there]


def password() -> str:
    return PASSWORD
