"""The drawings of the icons: 24-unit grid, strokes only, named by what they mean.

Source: the design's part list (docs/decisions/0010-pages.md).
"""

TRIANGLE = '<path d="M12 4 2.5 20h19L12 4Z"/><path d="M12 10v4M12 17v.01"/>'
CIRCLE = '<circle cx="12" cy="12" r="9"/>'
DOT = '<circle cx="12" cy="12" r="7"/>'

ICONS = {
    "home": '<path d="M4 11l8-7 8 7v9h-5v-6H9v6H4v-9Z"/>',
    "factory": '<path d="M3 21V10l6 4v-4l6 4V5h6v16H3Z"/><path d="M8 17.5h.01M12.5 17.5h.01M17 17.5h.01"/>',
    "pencil": '<path d="M4 20h4L19 9l-4-4L4 16v4Z"/>',
    "calendar": '<rect x="4" y="5" width="16" height="16" rx="1"/><path d="M4 10h16M8 3v4M16 3v4"/>',
    "book": '<path d="M4 5c3-1 6-1 8 1 2-2 5-2 8-1v14c-3-1-6-1-8 1-2-2-5-2-8-1V5ZM12 6v14"/>',
    "flag": '<path d="M5 21V4h12l-2 4 2 4H5"/>',
    "document": '<path d="M6 3h8l4 4v14H6V3Z"/><path d="M14 3v4h4M9 12h6M9 16h6"/>',
    "more": '<path d="M5 12h.01M12 12h.01M19 12h.01"/>',
    "search": '<circle cx="11" cy="11" r="7"/><path d="m16.5 16.5 4.5 4.5"/>',
    "bell": '<path d="M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15L6 17ZM10 21h4"/>',
    "people": (
        '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 5a3.5 3.5 0 0 1 0 6.5'
        'M17.5 14.5c2.3.8 3.7 2.7 4 5.5"/>'
    ),
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 21c.7-4.5 3.5-7 8-7s7.3 2.5 8 7"/>',
    "chart": '<path d="M4 20V4M4 20h16M8 16v-5M12 16V8M16 16v-3"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7"/>',
    "cross": '<path d="M6 6l12 12M18 6 6 18"/>',
    "shield": '<path d="M12 3 5 6v6c0 4.5 3 7.5 7 9 4-1.5 7-4.5 7-9V6l-7-3Z"/>',
    "clock": f'{CIRCLE}<path d="M12 7v5l3 2"/>',
    "info": f'{CIRCLE}<path d="M12 11v6M12 7.5v.01"/>',
    "globe": f'{CIRCLE}<path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"/>',
    "hybrid": f'{CIRCLE}<path d="M12 3v18"/><path d="M12 7h4.5M12 12h8M12 17h4.5"/>',
    "warning": TRIANGLE,
    "mail": '<rect x="3" y="5" width="18" height="14" rx="1"/><path d="m3 7 9 7 9-7"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "eye": (
        '<path d="M2 12s3.5-6.5 10-6.5S22 12 22 12s-3.5 6.5-10 6.5S2 12 2 12Z"/>'
        '<circle cx="12" cy="12" r="3"/>'
    ),
    "hidden": (
        '<path d="M4 4l16 16M9.5 5.8A10 10 0 0 1 12 5.5c6.5 0 10 6.5 10 6.5a17 17 0 0 1-3.2 3.9'
        'M6 7.7A16 16 0 0 0 2 12s3.5 6.5 10 6.5c1.6 0 3-.4 4.2-1"/>'
    ),
    "pin": '<path d="M12 21s7-6.5 7-11.5a7 7 0 0 0-14 0C5 14.5 12 21 12 21Z"/><circle cx="12" cy="9.5" r="2.5"/>',
    "video": '<rect x="3" y="6" width="12" height="12" rx="1"/><path d="m15 11 6-3.5v9L15 13"/>',
    "lock": '<rect x="5" y="11" width="14" height="9" rx="1"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "download": '<path d="M12 4v11M7 11l5 5 5-5M4 20h16"/>',
    "upload": '<path d="M12 16V5M7 9l5-5 5 5M4 20h16"/>',
    "open": DOT,
    "half": f'{DOT}<path d="M12 5a7 7 0 0 0 0 14Z" fill="currentColor"/>',
    "three_quarters": f'{DOT}<path d="M12 5v7H5a7 7 0 1 0 7-7Z" fill="currentColor"/>',
    "again": ('<path d="M20 11a8 8 0 0 0-14.5-4L4 9M4 4v5h5M4 13a8 8 0 0 0 14.5 4L20 15M20 20v-5h-5"/>'),
    "list": '<path d="M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01"/>',
    "camera": '<path d="M4 8h4l1.5-3h5L16 8h4v11H4V8Z"/><circle cx="12" cy="13" r="3.5"/>',
    "comment": '<path d="M4 5h16v11H10l-4 4v-4H4V5Z"/>',
    "cart": ('<path d="M3 5h3l2 11h10l2-8H7"/><circle cx="9" cy="20" r="1"/><circle cx="17" cy="20" r="1"/>'),
    "next": '<path d="m9 5 7 7-7 7"/>',
    "offline": (
        '<path d="M3 3l18 18M8.5 16.5a5 5 0 0 1 6-.8M5 13a10 10 0 0 1 4.5-2.6M2 9a15 15 0 0 1 4.5-2.8'
        'M13 10.1A10 10 0 0 1 19 13M10.5 5.1A15 15 0 0 1 22 9M12 20v.01"/>'
    ),
}

POINTING = frozenset({"next"})  # mirrored where the script runs right to left
