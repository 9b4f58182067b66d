"""Results as a drawing (SVG)."""

from collections.abc import Sequence
from html import escape

from benchmarks.http.contest import Result

COLOURS = ("#2563eb", "#9ca3af", "#d97706", "#16a34a", "#7c3aed")
WIDTH, LABELS, BAR, GAP = 860, 290, 18, 26


def chart(results: Sequence[Result], connections: int, subtitle: str) -> str:
    """Bars of the ratios at so many connections, a group for each endpoint."""
    shown = [result for result in results if result.connections == connections]
    names = list(dict.fromkeys(result.contestant for result in shown))
    scale = (WIDTH - LABELS - 130) / max(result.ratio for result in shown)
    parts, y = [], 62
    for endpoint in dict.fromkeys(result.endpoint for result in shown):
        parts.append(text(16, y + 4, f"{endpoint}, {connections} connections", weight="600"))
        y += 14
        for result in (each for each in shown if each.endpoint == endpoint):
            y += BAR
            label = f"{result.ratio:.1f} times ({result.measured.rate:,.0f}/s)"
            if result.measured.errors:
                label = f"{result.measured.errors} errors: not a result"
            length = max(1.0, result.ratio * scale)
            colour = COLOURS[names.index(result.contestant) % len(COLOURS)]
            parts.append(f'<rect x="{LABELS}" y="{y - 13}" width="{length:.1f}" height="{BAR - 4}" fill="{colour}"/>')
            parts.append(text(LABELS - 8, y - 2, result.contestant.replace("`", ""), anchor="end"))
            parts.append(text(LABELS + length + 6, y - 2, label))
        y += GAP
    heading = text(16, 24, "Requests per second, times those of the first peer", size=15, weight="600")
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" font-family="system-ui, sans-serif">',
            f'<rect width="{WIDTH}" height="{y}" fill="#fff"/>',
            heading,
            text(16, 42, subtitle, size=10),
            *parts,
            "</svg>\n",
        ]
    )


def text(  # noqa: PLR0913 - a place and a style
    x: float, y: float, content: str, *, anchor: str = "start", size: int = 12, weight: str = "400"
) -> str:
    """A line of text."""
    style = f'text-anchor="{anchor}" font-size="{size}" font-weight="{weight}" fill="#111827"'
    return f'<text x="{x:.1f}" y="{y}" {style}>{escape(content)}</text>'
