"""Every table that can hold a secret has its policies, and the test notices one that has not."""

from django.apps import apps
from django.db import connection

from accounts.visibility import Protected
from betterwork.apps import policies

OPEN_TABLES = {  # readable by whoever is signed in: no factory stands in them
    "accounts_apitoken",
    "accounts_democlock",
    "accounts_heartbeat",
    "accounts_membership",
    "accounts_user",
    "assessments_question",
    "assessments_questiontext",
    "assessments_tool",
    "assessments_toolversion",
    "factories_manufacturinggroup",
    "programmes_calendarrule",
    "programmes_cluster",
    "programmes_compliancepoint",
    "programmes_countryprogramme",
    "programmes_holiday",
    "programmes_policy",
    "programmes_programmefact",
    "programmes_protocol",
    "programmes_protocolstep",
    "programmes_region",
    "programmes_servicepolicy",
}


def tables_with_a_factory() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t"
            " USING (table_schema, table_name)"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name = 'factory_id'"
        )
        return {name for (name,) in cursor.fetchall()}


def guarded_tables() -> set[str]:
    """Tables whose row security is on and which have a policy for the application's role."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT p.tablename FROM pg_policies p JOIN pg_class c ON c.relname = p.tablename"
            " WHERE c.relrowsecurity AND 'bw_app' = ANY(p.roles)"
        )
        return {name for (name,) in cursor.fetchall()}


def test_every_table_with_a_factory_is_guarded(db: None) -> None:
    assert tables_with_a_factory() - guarded_tables() == set()


def test_a_table_without_policies_is_noticed(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE forgotten (id int, factory_id uuid)")
    assert tables_with_a_factory() - guarded_tables() == {"forgotten"}


def test_every_protected_model_is_guarded(db: None) -> None:
    protected = {model._meta.db_table for model in apps.get_models() if issubclass(model, Protected)}
    assert protected - guarded_tables() == set()


def test_every_other_table_of_ours_is_known_to_be_open(db: None) -> None:
    ours = {
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label
        in {"accounts", "programmes", "factories", "advisory", "assessments", "reporting", "planning"}
        and model._meta.managed
        and not hasattr(model, "pgh_tracked_model")
    }
    assert ours - guarded_tables() == OPEN_TABLES & ours
    assert ours >= OPEN_TABLES


def test_the_trail_of_a_guarded_table_is_guarded(db: None) -> None:
    guarded = guarded_tables()
    trails = {
        model._meta.db_table
        for model in apps.get_models()
        if hasattr(model, "pgh_tracked_model") and model.pgh_tracked_model._meta.db_table in guarded
    }
    assert trails - guarded == set()


def test_the_application_cannot_change_the_trail(db: None) -> None:
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if hasattr(model, "pgh_tracked_model"):
                for right in ("UPDATE", "DELETE", "TRUNCATE"):
                    cursor.execute(
                        "SELECT has_table_privilege('bw_app', %s, %s)", [model._meta.db_table, right]
                    )
                    assert cursor.fetchone() == (False,), (model._meta.db_table, right)


def test_the_application_writes_through_no_view(db: None) -> None:
    """A view reads past row security; of one table alone it could be written through as well."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT viewname FROM pg_views, unnest(ARRAY['INSERT', 'UPDATE', 'DELETE']) AS held,"
            " unnest(ARRAY['bw_app', 'bw_worker']) AS who"
            " WHERE schemaname = 'public' AND has_table_privilege(who, quote_ident(viewname), held)"
        )
        assert cursor.fetchall() == []
        cursor.execute("SELECT count(*) FROM pg_views WHERE schemaname = 'public'")
        assert cursor.fetchone() > (10,)


def test_the_database_holds_exactly_the_declared_policies(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, policyname FROM pg_policies WHERE policyname <> 'worker'")
        laid = set(cursor.fetchall())
    assert laid == {(policy.table, policy.name) for policy in policies()}


def test_the_application_role_is_bound_by_row_security(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname IN ('bw_app', 'bw_worker')")
        assert set(cursor.fetchall()) == {(False, False)}
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner IN ('bw_app', 'bw_worker')")
        assert cursor.fetchone() == (0,)
