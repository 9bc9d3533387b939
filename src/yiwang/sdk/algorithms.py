"""Kinds of models for connectors: how what lies outside, or in another format, serves a task."""

from __future__ import annotations

from yiwang.base.algorithms.api import Kind, Model, Spec, Tensor, agree, check_tensors
from yiwang.base.algorithms.errors import ArtefactError, TensorError

__all__ = ["ArtefactError", "Kind", "Model", "Spec", "Tensor", "TensorError", "agree", "check_tensors"]
