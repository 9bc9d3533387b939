import type { Bilingual } from "@/shared/api/types";

const w = (zh: string, en: string): Bilingual => ({ zh, en });

/** What the fields of actions are called. A field that is not listed shows its own name. */
export const FIELDS: Record<string, Bilingual> = {
  comment: w("备注（内部）", "Remark (internal)"),
  reason: w("理由", "Reason"),
  basis: w("法规依据", "Legal basis"),
  reply: w("答复群众的话", "Words to the reporter"),
  public_reply: w("公开答复", "Public reply"),
  result: w("办理结果（内部）", "Result (internal)"),
  resolved: w("问题是否解决", "Is it solved?"),
  media: w("照片或附件", "Photos or files"),
  matter: w("事项", "Matter"),
  address: w("地址", "Address"),
  place: w("位置", "Place"),
  urgency: w("紧急程度", "Urgency"),
  grade: w("等级", "Grade"),
  unit: w("主办单位", "Lead unit"),
  assists: w("协办单位", "Assisting units"),
  units: w("单位", "Units"),
  members: w("参加单位", "Members"),
  lead: w("裁定主办单位", "Lead unit by ruling"),
  proposed_unit: w("建议改派到", "Proposed unit"),
  demand: w("要求", "What is demanded"),
  confirmed: w("是否属实", "Is it confirmed?"),
  question: w("问题", "Question"),
  text: w("内容", "Text"),
  public: w("是否向群众公开", "Show it to the reporter?"),
  accepted: w("是否同意退回", "Accept the return?"),
  approved: w("是否同意", "Approve?"),
  liable: w("责任判定", "Who is liable"),
  person: w("承办人", "Person"),
  amount: w("时长", "How long"),
  unit_of_time: w("时间单位", "Unit of time"),
  required: w("是否必须办结才能结案", "Must it end before closing?"),
  clock: w("时限", "Clock"),
  plan: w("后续计划", "Plan"),
  method: w("核查方式", "How it was checked"),
  reached: w("是否接通", "Was the reporter reached?"),
  satisfaction: w("满意度", "Satisfaction"),
  speed: w("办理速度", "Speed"),
  attitude: w("服务态度", "Attitude"),
  kind: w("种类", "Kind"),
  hours: w("限定小时", "Within hours"),
  answer: w("答复", "Answer"),
  stance: w("意见", "Stance"),
  ruling: w("裁决内容", "Ruling"),
  excluded: w("是否剔除考核", "Leave out of assessment?"),
  into: w("并入主案编号", "Number of the case that goes on"),
  parts: w("拆分为", "Parts"),
};

/** Names that mean something else in one action. */
export const FIELDS_OF: Record<string, Record<string, Bilingual>> = {
  transfer: { unit: w("转给单位", "To unit") },
  supervise: { unit: w("被督办单位（默认主办）", "Unit (the lead unit if empty)") },
  contact: { result: w("联系情况", "What was said") },
  check: { result: w("现场情况", "What was found") },
  rate: { result: w("办理结果", "Result") },
  request_check: { unit: w("核实单位", "Unit that checks") },
};

export const CHOICES: Record<string, Record<string, Bilingual>> = {
  liable: { dispatcher: w("派遣有责", "Dispatcher"), unit: w("退单有责", "Returning unit"), none: w("双方无责", "Nobody") },
  stance: { agree: w("同意", "Agree"), disagree: w("不同意", "Disagree"), abstain: w("弃权", "Abstain") },
  method: {
    on_site: w("现场", "On site"), photo: w("照片", "Photo"), video: w("视频", "Video"), phone: w("电话", "Phone"), rule: w("规则", "Rule"),
  },
  kind: {
    system: w("系统督办", "System"), written: w("书面督办", "Written"), joint: w("联合督办", "Joint"),
    special: w("专项督办", "Special"), listed: w("挂牌督办", "Listed"),
  },
  unit_of_time: {
    work_hour: w("工作时", "Work hours"), urgent_hour: w("紧急工作时", "Urgent hours"), work_day: w("工作日", "Work days"),
    natural_day: w("自然日", "Days"), natural_hour: w("小时", "Hours"),
  },
  status: {
    open: w("进行中", "open"), asked: w("待批", "asked"), approved: w("已批准", "approved"), refused: w("未批准", "refused"),
    accepted: w("已同意", "accepted"), answered: w("已答复", "answered"), closed: w("已办结", "closed"), ruled: w("已裁决", "ruled"),
  },
  grade: { normal: w("一般", "Normal"), major: w("重大突发", "Major") },
  clock: {
    handle: w("处置时限", "Handling"), sign: w("签收时限", "Signing"), total: w("总时限", "Total"), contact: w("首次联系时限", "First contact"),
  },
};

/** Usual reasons, offered for picking; other words may be typed. */
export const REASONS: Record<string, Bilingual[]> = {
  reject: [w("不属于受理范围", "Out of scope"), w("司法或信访程序中", "In court or petition procedure"), w("紧急情况应转 110/119/120", "Emergency: call 110/119/120"), w("恶意或虚假反映", "Malicious or false")],
  not_file: [w("未达立案标准", "Below the filing standard"), w("现场未发现问题", "Nothing found on site"), w("重复反映", "Reported before")],
  send_back: [w("不属于本单位职责", "Not our duty"), w("不在本单位辖区", "Not our area"), w("事项定性错误", "Wrong matter"), w("位置或内容不清", "Place or text unclear")],
  transfer: [w("属其他单位职责", "Duty of another unit"), w("辖区调整", "Area has changed")],
  extend: [w("天气原因", "Weather"), w("需采购材料或设备", "Material or equipment to be bought"), w("需多部门配合", "Several units are needed"), w("需报批", "Approval is needed")],
  suspend: [w("等待上级批复", "Waiting for approval"), w("季节性施工限制", "Seasonal limits"), w("涉及司法程序", "Court procedure")],
  verify_fail: [w("问题仍存在", "Still there"), w("处置不彻底", "Not thorough"), w("照片与现场不符", "Photos do not match the place"), w("位置不符", "Wrong place")],
  other: [w("其他", "Other")],
};
