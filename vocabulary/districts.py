"""Beijing's districts by their short names."""

DISTRICTS = (
    "东城",
    "西城",
    "朝阳",
    "丰台",
    "石景山",
    "海淀",
    "门头沟",
    "房山",
    "通州",
    "顺义",
    "昌平",
    "大兴",
    "怀柔",
    "平谷",
    "密云",
    "延庆",
)
"""The sixteen, in the order of the city's own lists."""
