"""The words that hold until a pack says otherwise. Nothing here belongs to one city.

Drawn up by this project from everyday Chinese; not an official list of anything.
"""

from __future__ import annotations

from yiwang.kernel.worktime import Words

#: Tags and what they are called.
TAGS: dict[str, Words] = {
    "threat": Words("扬言", "threat"),
    "petition": Words("信访", "petition"),
    "stability": Words("维稳", "public order"),
    "opinion": Words("舆情", "public opinion"),
    "safety": Words("安全", "safety"),
}

#: Words that lead to a tag.
TAG_WORDS: dict[str, str] = {
    "threat": """
        跳楼 跳桥 跳河 自杀 自焚 轻生 同归于尽 不想活 活不下去 寻短见 以死相逼 以死抗争 喝农药 服毒
        割腕 上吊 报复社会 炸了 炸掉 炸毁 砍人 砍死 杀人 杀了 弄死 打死 拼命 拼个 鱼死网破 玉石俱焚
        点火烧 放火 泼汽油 后果自负 极端行为 极端手段 极端方式 采取极端 铤而走险 死给 扬言""",
    "petition": """
        上访 信访 越级 进京 去京 赴京 赴省 去省里 到省里 中央巡视 巡视组 国家信访局 信访局 联名信 联名
        请愿 集体反映 写信给 告御状 拦访 截访 督察组 中纪委 省委书记信箱""",
    "stability": """
        聚集 群体性 群体事件 堵路 堵门 堵住大门 拦路 拦车 拉横幅 打横幅 静坐 游行 示威 罢工 罢课 罢运
        罢市 停运 讨薪 讨要工资 拖欠工资 拖欠农民工 围堵 围攻 冲突 打群架 械斗 闹事 闹访 维权 集体维权
        集体停缴 几百人 上千人 数百人 数千人 烂尾 爆雷 跑路 非法集资 强拆 暴力拆迁""",
    "opinion": """
        曝光 媒体 记者 电视台 抖音 快手 微博 热搜 朋友圈 微信群 小红书 网上发帖 发到网上 发帖 网友
        网络曝光 新闻媒体 直播 公众号 自媒体 焦点访谈 人民网 舆论 引发热议 炒作""",
    "safety": """
        起火 着火 失火 火灾 火情 明火 爆炸 燃气泄漏 煤气泄漏 天然气泄漏 漏气 煤气味 触电 漏电 电线裸露
        电线断落 坍塌 塌陷 塌方 垮塌 倒塌 开裂 溺水 落水 被困 中毒 食物中毒 伤人 砸伤 摔伤 撞伤 受伤
        死亡 坠落 高空抛物 高空坠物 掉落 脱落 井盖缺失 井盖丢失 无井盖 安全隐患 消防隐患 消防通道
        安全事故 交通事故 危房 危楼 危墙 滑坡 泥石流 决堤 溃坝 内涝 断裂 冒烟 易燃易爆 危化品 危险品""",
}

#: Words that raise the urgency: 3 特急 (life, fire, explosion), 2 紧急 (danger, supply cut).
URGENT: dict[int, str] = {
    3: """
        起火 着火 火灾 爆炸 燃气泄漏 煤气泄漏 天然气泄漏 漏气 触电 漏电 坍塌 塌陷 倒塌 溺水 被困 中毒
        生命危险 有人受伤 井盖缺失 井盖丢失 电线断落 决堤 跳楼 自杀 自焚 轻生""",
    2: """
        积水 内涝 爆管 喷水 停水 停电 断电 冒烟 危险 隐患 掉落 坠落 倒伏 树倒 堵塞严重 冒溢 紧急
        马上处理 马上解决 马上派人 受伤""",
}

POSITIVE = """
    感谢 谢谢 表扬 点赞 满意 很好 及时 热情 负责任 暖心 优秀 称赞 好评 解决了 修好了 感激 敬业 高效
    耐心 贴心 辛苦了 改善 方便了 欣慰 支持 赞扬 感动 好人"""
NEGATIVE = """
    投诉 举报 气愤 愤怒 恶劣 严重 不满 失望 无奈 欺骗 骗人 诈骗 坑人 霸王 乱收费 推诿 推脱 不作为
    乱作为 拖延 敷衍 无人管 没人管 置之不理 不闻不问 苦不堪言 忍无可忍 痛苦 害怕 担心 影响 扰民 噪音
    噪声 臭味 恶臭 刺鼻 污染 危害 危险 隐患 混乱 脏乱 堵塞 破损 损坏 违规 违法 非法 欺负 侵犯 损失 拒绝
    拒不 态度差 态度恶劣 漫天要价 强制 黑心 离谱 可恨 可耻 心寒 寒心 崩溃 受不了 无法忍受 没法睡 睡不着
    无法休息 迟迟 至今未 屡次 多次反映 反复投诉 拖欠 克扣 殴打 辱骂 威胁 恐吓 假冒 伪劣 过期 变质 贪污
    腐败 欺压 受骗 上当"""
#: Words just before another one that make it stronger.
STRONG = "非常 十分 极其 特别 太 极度 严重 强烈 很 最 万分"
#: Words before another one that deny it, and words that only look like it.
DENY = "没有 并没 从未 未曾 不会 不是 并非 不存在 防止 避免 预防 杜绝 禁止 严禁 谨防 未 没 不 无 非 勿 免"
NOT_DENY = """
    不得不 不仅 不但 不只 不光 不止 无奈 无故 无证 无良 非常 非法 没办法 没人管 不断 不停 未来 不料
    不然 无处 没地方"""
#: Between a denial and a word these make it a condition or a threat: 不解决就上访.
TURNS = "就 则 才 只好 只能 便 将 会去 我要 我就"
#: Before a quotation these say that somebody spoke; what is said counts.
SPEECH = "说 称 表示 喊 威胁 扬言 讲 道 骂 留言 写道 声称 放话"

#: Kinds of subjects: what they are called, and the endings of their names, more telling ones first.
KINDS: dict[str, tuple[Words, str]] = {
    "company": (
        Words("企业", "company"),
        """
            股份有限公司 有限责任公司 有限公司 分公司 总公司 公司 集团 合作社 事务所 经营部 加工厂 工厂
            电厂 水厂 砖厂 厂""",
    ),
    "property": (Words("物业", "property management"), "物业管理处 物业服务中心 物业公司 物业"),
    "estate": (
        Words("小区", "housing estate"),
        """
            住宅小区 安置小区 小区 家园 花园 公寓 花苑 名苑 豪庭 华庭 雅苑 新村 佳苑 名邸 府邸 山庄
            嘉园 家属院 宿舍 城邦""",
    ),
    "school": (
        Words("学校", "school"),
        "幼儿园 小学 中学 初中 高中 一中 二中 三中 职校 技校 职业学院 学院 大学 学校 培训机构 培训中心 驾校",
    ),
    "hospital": (Words("医院", "hospital"), """
        人民医院 中心医院 妇幼保健院 保健院 医院 卫生院 卫生室 诊所 门诊部"""),
    "site": (Words("工地", "building site"), """
        建筑工地 施工工地 工地 项目部 施工现场 搅拌站 采石场 砂场 煤矿 矿山"""),
    "shop": (
        Words("店铺", "shop"),
        """
            超市 便利店 酒店 宾馆 饭店 餐馆 餐厅 烧烤店 火锅店 网吧 酒吧 KTV 歌厅 药店 药房 理发店
            洗车店 汽修店 4S店 影楼 农家乐 旅馆 面馆 门店 商店 专卖店 夜宵店 大排档 店""",
    ),
    "market": (Words("市场商场", "market or mall"), """
        农贸市场 菜市场 批发市场 市场 商场 购物中心 百货 商业广场 广场 大厦"""),
    "bank": (Words("金融机构", "bank or insurer"), "农商银行 农村信用社 信用社 银行 保险公司 支行"),
    "station": (Words("场站", "station"), """
        汽车站 火车站 高铁站 公交站 地铁站 加油站 收费站 充电站 变电站 垃圾站 中转站 停车场 屠宰场
        养殖场 养猪场 殡仪馆"""),
}  # fmt: skip
#: Endings of places that are no subject.
PLACES = """
    路 街 巷 弄 胡同 大道 公路 高速 国道 省道 立交桥 大桥 隧道 路口 街道 社区 村 镇 乡 组 栋 幢 号楼
    单元 号 省 市 区 县"""
#: Where the name of a subject cannot begin or go on: verbs and small words before it.
BREAKS = """
    的 地 得 在 于 和 与 及 或 跟 对 向 由 被 把 将 因 为 是 有 从 到 去 给 让 叫 请 问 关于 位于 投诉
    举报 反映 咨询 建议 希望 要求 请求 恳请 反对 质疑 求助 感谢 针对 导致 我 我们 你 你们 他 他们 本人
    自己 这 那 该 这个 那个 此 某 一家 一个 一处 这家 那家 附近 旁边 对面 周边 门口 楼下 楼上 后面 前面
    隔壁 里 内 中 上 下 请问 关闭 整治 处理 查处 了 着 过 也 都 就 还 又 再 不 没有 没 无 未 非法 违规
    违法 严重 所有 全部 各 每 以及 等 但 而 且 如 如果 若 购买 买 卖 修建 建 开 办 住 进 出 找 看 要 想
    能 可以 应该 现 现在 目前 已 已经 曾 今天 昨天 去年 今年 年 月 日 市民 居民 业主 村民 家长 学生
    员工 老板 领导 政府 尊敬 您好 你好 大家 很多 许多 一些 其他 其它 另外 影响 多家 各家 几家 家 同时
    作为 小区 学校 公司 道路 马路 街道 农村 城乡 当地 本地"""
#: Names that are only a kind: nobody in particular.
BARE = """
    公司 小区 学校 医院 店 超市 市场 广场 工地 厂 银行 物业 幼儿园 小学 中学 大学 高中 初中 宾馆 酒店
    药店 停车场"""

#: What a demand begins with.
DEMANDS = """
    强烈要求 强烈建议 强烈呼吁 恳请 恳求 请求 希望 盼望 期盼 期望 要求 建议 咨询 请问 想问 投诉 举报
    求助 呼吁 望领导 望政府 望有关 望相关 望能 望尽快 望予以 烦请 麻烦 请尽快 请帮 请有关部门
    请相关部门 请政府 请领导 请贵 能否 能不能 可否 是否可以 敬请 申请 诉求"""
#: Who a text speaks for when it names no subject.
PEOPLE = """
    业主 村民 居民 市民 家长 学生 员工 工人 农民工 司机 乘客 老人 孩子 小孩 本人 我们 我家 我 群众 租户
    商户 摊贩 游客 病人 患者"""


def split(words: str) -> tuple[str, ...]:
    """Return the words of one list."""
    return tuple(words.split())
