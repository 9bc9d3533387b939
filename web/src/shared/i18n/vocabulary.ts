import type { Bilingual, ClockKind, ClockStatus, Role, Side, Stage, TimeUnit } from "../api/types";

/** The words of the field, written once: a word that is missing for a known value does not compile. */
const w = (zh: string, en: string): Bilingual => ({ zh, en });

export const STAGES: Record<Stage, Bilingual> = {
  intake: w("待受理", "To accept"),
  check: w("待核实", "To check"),
  filing: w("待立案", "To file"),
  dispatch: w("待派遣", "To dispatch"),
  sign: w("待签收", "To sign for"),
  handle: w("处置中", "In hand"),
  review: w("待反馈审核", "Under review"),
  verify: w("待核查", "To verify"),
  callback: w("待回访", "To call back"),
  closing: w("待结案", "To close"),
  closed: w("已结案", "Closed"),
  rated: w("已评价", "Rated"),
  archived: w("已归档", "Archived"),
  rejected: w("不予受理", "Not accepted"),
  not_filed: w("不予立案", "Not filed"),
  void: w("作废", "Void"),
  merged: w("已合并", "Merged"),
};
export const SIDES: Record<Side, Bilingual> = {
  disputed: w("退回中", "Return disputed"),
  suspended: w("挂起", "Suspended"),
  shelved: w("挂账", "Shelved"),
  waiting: w("等待群众补充", "Waiting for reporter"),
  consulting: w("会商中", "In consultation"),
};
export const CLOCKS: Record<ClockKind, Bilingual> = {
  accept: w("受理", "Accept"),
  file: w("立案", "File"),
  dispatch: w("派遣", "Dispatch"),
  sign: w("签收", "Sign"),
  contact: w("首次联系", "First contact"),
  handle: w("处置", "Handle"),
  review: w("反馈审核", "Review"),
  verify: w("核查", "Verify"),
  callback: w("回访", "Call back"),
  close: w("结案", "Close"),
  total: w("总时限", "Total"),
  assist: w("协办", "Assist"),
  countersign: w("会签", "Countersign"),
  whistle: w("吹哨报到", "Whistle"),
  supervision: w("督办", "Supervision"),
};
export const CLOCK_STATUSES: Record<ClockStatus, Bilingual> = {
  running: w("计时中", "running"),
  paused: w("暂停", "paused"),
  met: w("按时", "in time"),
  missed: w("超时", "late"),
  cancelled: w("取消", "cancelled"),
};
export const TIME_UNITS: Record<TimeUnit, Bilingual> = {
  work_hour: w("工作时", "work hours"),
  urgent_hour: w("紧急工作时", "urgent hours"),
  work_day: w("工作日", "work days"),
  natural_day: w("自然日", "days"),
  natural_hour: w("小时", "hours"),
};
export const ROLES: Record<Role, Bilingual> = {
  agent: w("坐席", "Agent"),
  dispatcher: w("派遣员", "Dispatcher"),
  handler: w("处置人员", "Handler"),
  verifier: w("核查员", "Verifier"),
  supervisor: w("督办员", "Supervisor"),
  assessor: w("考核员", "Assessor"),
  leader: w("领导", "Leader"),
  admin: w("系统管理员", "Administrator"),
  security: w("安全管理员", "Security officer"),
  auditor: w("审计员", "Auditor"),
};
export const TASK_KINDS: Record<string, Bilingual> = {
  lead: w("主办", "Lead"),
  assist: w("协办", "Assist"),
  countersign: w("会签", "Countersign"),
  whistle: w("吹哨", "Whistle"),
  check: w("核实", "Check"),
  verify: w("核查", "Verify"),
  callback: w("回访", "Call back"),
};
export const TASK_STATUSES: Record<string, Bilingual> = {
  open: w("待签收", "to sign"),
  offered: w("待签收", "to sign"),
  signed: w("已签收", "signed"),
  working: w("办理中", "working"),
  done: w("已反馈", "done"),
  returned: w("已退回", "returned"),
  withdrawn: w("已撤回", "withdrawn"),
  cancelled: w("已取消", "cancelled"),
  expired: w("已逾期", "expired"),
};
export const LEVELS: Record<string, Bilingual> = {
  city: w("市", "City"),
  district: w("区县", "District"),
  street: w("街镇", "Street"),
  community: w("村社", "Community"),
  grid: w("网格", "Grid"),
};
/** Channels of the common catalogue; a city may add its own, which the server then names. */
export const CHANNELS: Record<string, Bilingual> = {
  hotline: w("12345热线", "Hotline 12345"),
  app: w("市民随手拍", "Citizen app"),
  grid: w("网格巡查", "Grid worker"),
  iot: w("物联感知", "Sensor"),
  video: w("视频智能", "Video analysis"),
  drone: w("无人机巡查", "Drone"),
  opinion: w("网络舆情", "Public opinion"),
  superior: w("上级交办", "Superior authority"),
  department: w("部门推送", "Department"),
  open311: w("Open311 接口", "Open311"),
  import: w("数据导入", "Import"),
  police: w("110非警务", "Non-emergency police calls"),
  web: w("网页", "Web"),
  other: w("其他", "Other"),
};
/** Who acts when it is not a person. */
export const ACTORS: Record<string, Bilingual> = {
  system: w("系统", "System"),
  public: w("群众", "The public"),
};
/** What words of a case are about. */
export const NOTES: Record<string, Bilingual> = {
  opinion: w("意见", "Remark"),
  result: w("办理结果", "Result"),
  public_reply: w("公开答复", "Public reply"),
  demand: w("要求", "Demand"),
  reason: w("理由", "Reason"),
  answer: w("督办反馈", "Answer"),
  question: w("提问", "Question"),
  ruling: w("裁决", "Ruling"),
  supplement: w("补充", "Supplement"),
  check: w("核实情况", "Findings"),
  contact: w("联系情况", "Contact"),
  plan: w("挂账计划", "Plan"),
  rating: w("评价", "Rating"),
  basis: w("依据", "Basis"),
};
/** Where an entry of the responsibility list stands. */
export const STANDS: Record<string, Bilingual> = {
  draft: w("草稿", "draft"),
  approved: w("生效", "in force"),
  ended: w("终止", "ended"),
};
export const URGENCIES: Record<number, Bilingual> = {
  1: w("一般", "Normal"),
  2: w("紧急", "Urgent"),
  3: w("特急", "Most urgent"),
};
