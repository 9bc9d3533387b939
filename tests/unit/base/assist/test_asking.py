"""What a language model is shown."""

from yiwang.base.assist.usecases.asking import _LONGEST_PART, _part


def test_a_number_at_the_cut_is_masked_like_any_other() -> None:
    shown = _part("路" * (_LONGEST_PART - 7) + "13812345678")
    assert "1381234" not in shown
    assert len(shown) <= _LONGEST_PART
