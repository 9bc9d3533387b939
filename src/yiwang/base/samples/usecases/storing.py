"""Models of sorting as artefacts of the registry."""

from __future__ import annotations

from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.algorithms import api as algorithms
from yiwang.base.algorithms.errors import ArtefactError
from yiwang.base.language.api import Sorting, View

#: What an artefact calls itself.
KIND: Final = "sorting/1"
_VIEWS: Final = ("grams", "words")


class About(msgspec.Struct, frozen=True, kw_only=True):
    """The part of an artefact that is not numbers: classes, and the features of both views in order."""

    kind: str = KIND
    classes: list[str]
    grams: list[str]
    words: list[str]


def pack(model: Sorting) -> bytes:
    """Return the artefact of a model."""
    arrays: dict[str, NDArray[Any]] = {}
    for name in _VIEWS:
        view: View = getattr(model, name)
        arrays |= {
            f"{name}.rarity": view.rarity,
            f"{name}.linear": view.linear,
            f"{name}.bayes": view.bayes,
        }
    features = {
        name: sorted(places, key=places.__getitem__)
        for name, places in (("grams", model.grams.places), ("words", model.words.places))
    }
    about = About(classes=list(model.classes), grams=features["grams"], words=features["words"])
    return algorithms.pack(about, arrays)


def read(content: bytes) -> Sorting:
    """Return the model of an artefact; raises ``algorithm_artefact`` for what does not fit together."""
    raw, arrays = algorithms.unpack(content)
    try:
        about = msgspec.json.decode(raw, type=About)
        if about.kind != KIND:
            raise ArtefactError(why_zh="不是文本分类模型", why_en="it is no model that sorts texts")
        views = []
        for name in _VIEWS:
            features = getattr(about, name)
            view = View(
                {feature: at for at, feature in enumerate(features)},
                arrays[f"{name}.rarity"].astype(np.float64),
                arrays[f"{name}.linear"].astype(np.float32),
                arrays[f"{name}.bayes"].astype(np.float32),
            )
            size = len(features), len(about.classes)
            shapes = (view.rarity.shape, view.linear.shape, view.bayes.shape)
            if shapes != ((size[0],), (size[0] + 1, size[1]), size):
                raise ArtefactError(why_zh="形状不一致", why_en=f"the shapes of {name} differ")
            views.append(view)
        made = Sorting(about.classes, *views)
        made.chances(["试"])
    except (msgspec.DecodeError, KeyError, ValueError, IndexError, TypeError) as error:
        raise ArtefactError(why_zh="内容不完整", why_en=f"its parts do not fit together ({error})") from error
    return made
