"""Words that are names of many things and of nothing: they do not say where something is."""

from __future__ import annotations

from typing import Final

_WORDS: Final = """
小区 广场 公园 超市 医院 学校 中心 商店 大厦 花园 市场 菜场 公厕 厕所 停车场 加油站
垃圾站 公交站 地铁站 派出所 居委会 社区 街道 银行 药店 餐厅 食堂 宿舍 工地 幼儿园 小学
中学 大学 车站 出口 入口 便利店 物业 物业公司 公司 酒店 宾馆 饭店 网吧 村委会 办事处
政府 公寓 别墅 新村 家园 东门 西门 南门 北门 大门 门口 马路 道路 公路 大街 大道 小路
主路 辅路 路口 高速 人民 中国 中华 门诊 服务区 卫生院 卫生站 卫生室 卫生服务中心
服务中心 文化中心 活动中心 体育馆 图书馆 电影院 美食城 健身房 中国银行 建设银行 农业银行
工商银行 邮政 快递 充电站 充电桩 消防站 变电站 泵站 水库 河道 新城
"""
GENERIC: Final = frozenset(_WORDS.split())
