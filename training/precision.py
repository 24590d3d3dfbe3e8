"""Which numbers a machine multiplies quickly."""

from functools import cache
from typing import Any


@cache
def multiplies_bf16(device: str) -> bool:
    """Whether bfloat16 is quicker than float32 there: on a CPU without the instructions it is twenty times slower."""
    import torch

    has_bf16: Any = torch.cuda.is_bf16_supported if device == "cuda" else torch.cpu._is_avx512_bf16_supported
    return bool(has_bf16())
