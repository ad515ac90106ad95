"""Views fetch records of plans through a scope: another way to them does not pass here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "kadrost"

SCOPES = {
    "Act": {"inside_for"},
    "Checkpoint": {"visible_to", "inside_for"},
    "Delegation": {"select_related"},
    "Duty": {"visible_to", "inside_for"},
    "EditionDraft": {"inside_for", "handled_by"},
    "EditionRow": {"inside_for"},
    "Evidence": {"inside_for"},
    "Intake": {"handled_by"},
    "LegalAct": {"inside_for"},
    "LegalActTie": {"inside_for"},
    "Measure": {"visible_to", "inside_for"},
    "Plan": {"visible_to", "inside_for"},
    "PlanEdition": {"visible_to", "inside_for"},
    "Project": {"inside_for"},
    "ProjectAgreement": {"inside_for"},
    "ProjectTie": {"inside_for"},
    "Report": {"inside_for"},
    "Ruling": {"inside_for"},
    "Section": {"visible_to", "inside_for"},
}
"""The models that hold what not everybody may see, and the ways to them that a view may take."""

BOUNDED_OTHERWISE = {
    ("council/views/bodies.py", "Plan"): "of the body's own territory, by whoever runs its meetings",
    ("council/views/bodies.py", "Measure"): "of the body's own protocols and territory, by whoever runs its meetings",
    ("council/views/questions.py", "Checkpoint"): "of the body's own territory, by whoever runs its meetings",
    ("roadmaps/views/board.py", "Section"): "filtered by the plans of the scope that was built before",
    ("roadmaps/views/board_export.py", "Section"): "filtered by the plans of the scope that was built before",
}


def views() -> Iterator[Path]:
    yield from sorted(SOURCE.glob("*/views/**/*.py"))
    yield from sorted(SOURCE.glob("*/views.py"))


def unscoped(path: Path, *, within: Path = SOURCE) -> Iterator[tuple[str, str, str]]:
    """Each fetch of a scoped model that goes around its scopes: file, model, what stands there."""
    name = path.relative_to(within).as_posix()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
            manager = node.value
            if manager.attr in {"objects", "_base_manager"} and isinstance(manager.value, ast.Name):
                model = manager.value.id
                if model in SCOPES and node.attr not in SCOPES[model]:
                    yield name, model, f"{model}.{manager.attr}.{node.attr}"
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"get_object_or_404", "get_list_or_404"}:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Name) and first.id in SCOPES:
                yield name, first.id, f"get_object_or_404({first.id})"


def test_views_fetch_through_scopes() -> None:
    found = [
        (name, words)
        for path in views()
        for name, model, words in unscoped(path)
        if (name, model) not in BOUNDED_OTHERWISE
    ]
    assert found == []


def test_the_rule_finds_what_it_forbids(tmp_path: Path) -> None:
    view = tmp_path / "view.py"
    view.write_text("Act.objects.all()\nget_object_or_404(Plan, pk=1)\nPlan.objects.visible_to(acting).filter(pk=1)\n")
    assert sorted(words for _, _, words in unscoped(view, within=tmp_path)) == [
        "Act.objects.all",
        "get_object_or_404(Plan)",
    ]
