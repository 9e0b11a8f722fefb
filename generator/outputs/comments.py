"""The comments of an issue, if the publication has any: giscus in a frame that a reader has to ask for.

giscus' own program is not loaded: it would run on our pages and ask its host for a style sheet. All that it does is to
write this frame: https://github.com/giscus/giscus/blob/d90866d/client.ts
"""

from __future__ import annotations

from urllib.parse import urlencode

from generator.content.records.publication import Comments

HOST = "https://giscus.app"


def frame(comments: Comments, issue: str, language: str) -> str:
    """The address of the frame; both languages of an issue share a discussion. The page's script adds the colour scheme
    and the way back."""
    asked = {
        "repo": comments.name,
        "repoId": comments.repository_id,
        "category": comments.category,
        "categoryId": comments.category_id,
        "term": issue,
        "strict": "1",
        "reactionsEnabled": "0",
        "emitMetadata": "0",
        "inputPosition": "top",
    }
    return f"{HOST}/{language}/widget?{urlencode(asked)}"
