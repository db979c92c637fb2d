"""Say which lines of templates are longer than can be read; the one check of templates that djade does not make."""

import sys
from pathlib import Path

LONGEST = 160  # characters
ROOT = Path(__file__).resolve().parent.parent


def too_long(template: Path) -> list[str]:
    """Return one sentence for each line of a template that is too long."""
    lines = template.read_text(encoding="utf-8").split("\n")
    return [
        f"{template.relative_to(ROOT)}:{number} has {len(line)} characters, {LONGEST} at most"
        for number, line in enumerate(lines, start=1)
        if len(line) > LONGEST
    ]


def main() -> int:
    """Return 0 when no line is too long."""
    folders = [ROOT / "templates", *sorted(ROOT.glob("[!.]*/templates"))]
    templates = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    sentences = [sentence for template in templates for sentence in too_long(template)]
    sys.stderr.writelines(f"{sentence}\n" for sentence in sentences)
    return 1 if sentences else 0


if __name__ == "__main__":
    sys.exit(main())
