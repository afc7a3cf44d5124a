"""Eight countries written by hand: questions and pages are asked about them."""

from __future__ import annotations

from tests.given import Given


def rows(given: Given) -> None:
    """Add all rows; what the tests expect of them stands beside each expectation."""
    _countries(given)
    _figures(given)
    _kenya(given)
    _others(given)


def _countries(given: Given) -> None:
    given.country("KEN", name="Kenya", population_under18=26_000_000, population_year=2022)
    given.country("UGA", name="Uganda")
    given.country("ZMB", name="Zambia")
    given.country("SLE", name="Sierra Leone")
    given.country("EGY", "2", "15", name="Égypte")  # stands under E, not after Z
    given.country("PHL", "142", "35", name="Philippines")
    given.country("LKA", "142", "34", name="Sri Lanka")
    given.country("JAM", "19", "419", name="Jamaica")
    given.country("FRA", "150", "155", name="France", is_pathfinder=False)


def _figures(given: Given) -> None:
    given.indicator("VC_VAW_PHYPYV")
    given.indicator(
        "VC_HTF_DETV",
        sdg_code="16.2.2",
        unit="number",
        direction="undefined",
        comparable_sexes=["_T"],
        comparable_ages=["_T"],
    )
    given.indicator(
        "VC_HTF_DETVR",
        sdg_code="16.2.2",
        unit="per_100000",
        direction="undefined",
        comparable_sexes=["_T"],
        comparable_ages=["_T"],
    )
    given.indicator(
        "VC_VAW_SXVLN",
        sdg_code="16.2.3",
        comparable_sexes=["F", "M"],
        comparable_ages=["Y18T29"],
    )
    for country, year, value in (
        ("KEN", 2020, 50.0),
        ("UGA", 2016, 85.0),
        ("ZMB", 2014, 70.0),
        ("SLE", 2019, 86.0),
        ("EGY", 2014, 93.0),
        ("EGY", 2005, 95.0),
        ("FRA", 2020, 10.0),
    ):
        given.observe(country, year, value)
    given.observe("JAM", 2022, 68.0, age="Y2T14")
    given.observe("SLE", 2019, 1.2, series_code="VC_VAW_SXVLN", sex="F", age="Y18T29")
    given.observe("SLE", 2013, 0.8, series_code="VC_VAW_SXVLN", sex="M", age="Y18T29")
    victims = {"series_code": "VC_HTF_DETV", "sex": "_T", "age": "_T", "unit": "number"}
    for year in (2015, 2019):
        given.observe("KEN", year, 30.0, **victims)
    given.observe("UGA", 2020, None, value_status="suppressed", **victims)
    for area_code, age, value in (("202", "Y1T14", 81.5), ("2", "Y1T4", 80.0)):
        given.add(
            "observation",
            series_code="VC_VAW_PHYPYV",
            area_code=area_code,
            area_type="aggregate",
            year=2023,
            age=age,
            value=value,
        )


def _kenya(given: Given) -> None:
    given.report(
        "KEN",
        2025,
        {"action_id": "A1", "due_date": "2026-06-30", "status": "limited"},
        {"action_id": "A2", "due_date": "2026-12-31", "status": "not_started"},
        {
            "action_id": "A3",
            "due_date": "2026-03-31",
            "status": "substantial",
            "budget": 100.0,
            "budget_currency": "EUR",
        },
        {"action_id": "A4", "due_date": "2026-11-22"},
        {"action_id": "A5", "due_date": "2026-01-31", "status": "limited"},
        {"action_id": "A7", "due_date": "2026-01-31", "status": "limited"},
        submitted="2025-11-10",
    )
    steps = {
        "expression_of_interest": "2024-11-08",
        "roadmap_approved": "2025-09-01",
        "implementing": "2025-10-01",
    }
    actions: list[dict[str, object]] = [
        {
            "action_id": "A1",
            "due_date": "2026-06-30",
            "completed_date": "2026-05-31",
            "status": "complete",
        },
        {"action_id": "A2", "due_date": "2026-12-31", "status": "limited"},
        {
            "action_id": "A3",
            "due_date": "2026-03-31",
            "revised_due_date": "2026-09-30",
            "status": "substantial",
            "has_evidence_gap": True,
            "budget": 150.0,
            "budget_currency": "EUR",
            "inspire_strategies": ["laws", "parents"],
        },
        {"action_id": "A4", "due_date": "2026-11-22", "status": "not_started"},
        {"action_id": "A5", "due_date": "2026-01-31", "status": "cancelled"},
        {"action_id": "A6", "inspire_strategies": ["parents"]},
    ]
    given.report("KEN", 2026, *actions, steps=steps)
    newest = given.report("KEN", 2026, *actions, steps=steps, revision=2, submitted="2026-11-15")
    for report_id, practice in (("KEN-2025-1", "Older"), (newest, "Newest")):
        given.add(
            "good_practice",
            report_id=report_id,
            country_code="KEN",
            practice_id="GP1",
            title=practice,
        )
    for item, kind in (("S1", "offer"), ("S2", "need")):
        given.add("support_item", report_id=newest, country_code="KEN", item_id=item, kind=kind)
    for severity in ("warning", "warning", "repair"):
        given.add("problem", report_id=newest, severity=severity)
    for year, status in ((2014, "signatory"), (2022, "state_party")):
        given.add(
            "legal_status",
            country_code="KEN",
            instrument="CRC",
            status=status,
            year=year,
            as_of_date=f"{year}-01-01",
        )
    for fact, text, year in (
        ("bogota_pledge", "2024", 2024),
        ("pathfinding_listed", "undated", None),
    ):
        given.add(
            "membership_fact",
            country_code="KEN",
            fact=fact,
            value="as published",
            evidence_date_text=text,
            evidence_year=year,
        )


def _others(given: Given) -> None:
    # Uganda passed 2026 over, and sent its report for 2027 before the day.
    a1 = {"action_id": "A1", "due_date": "2026-02-28"}
    given.report("UGA", 2025, a1 | {"status": "not_started"})
    given.report(
        "UGA",
        2027,
        a1 | {"status": "limited"},
        steps={"roadmap_submitted": "2025-08-01"},
        submitted="2026-11-01",
    )
    # Zambia implements, and gives no date of approval.
    given.report(
        "ZMB",
        2026,
        {"action_id": "A1", "due_date": "2026-04-30", "status": "complete"},
        {"action_id": "A2", "due_date": "2027-01-31", "status": "complete"},
        steps={"implementing": "2026-01-01"},
        submitted="2026-11-03",
    )
    hidden = given.report(
        "SLE",
        2026,
        {"action_id": "A1", "due_date": "2026-01-31", "status": "limited"},
        steps={"implementing": "2026-01-01"},
        visibility="alliance_only",
    )
    given.add("good_practice", report_id=hidden, country_code="SLE", practice_id="GP1")
    given.add("support_item", report_id=hidden, country_code="SLE", item_id="S1")
    given.report("JAM", 2026)
    given.report(
        "EGY",
        2025,
        {"action_id": "B1", "status": "complete"},
        {"action_id": "B2", "due_date": "2027-05-31", "status": "cancelled"},
        {"action_id": "B3", "due_date": "2027-06-30", "status": "limited"},
        {"action_id": "B4", "due_date": "2027-01-31", "status": "limited", "target": 10.0},
    )
    given.report(
        "EGY",
        2026,
        {"action_id": "B1", "due_date": "2027-03-31", "status": "limited"},
        {"action_id": "B2", "due_date": "2027-04-30", "status": "limited"},
        {"action_id": "B3"},
        {"action_id": "B4", "due_date": "2027-01-31", "status": "limited", "target": 8.0},
        steps={"roadmap_approved": "2025-01-01", "concluded": "2026-08-01"},
    )
