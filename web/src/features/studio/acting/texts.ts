import { catalogue } from "@/shared/i18n/catalogue";

export const texts = catalogue(
  {
    supervise: "督办",
    superviseHint: "对其中仍在办的案件发起督办",
    allOver: "这些案件都已办结，没有可以督办的。",
    propose: "提出改动",
    proposeHint: "提出时限、权责、环节或人手的改动，由另一位有权的人审批",
    whatHappens: "提交时按所选范围重新推演，数字随提案保存。须由另一位有权的人审批；生效后自动比较前后超时率。",
    basis: "理由与依据",
    deadline: "审批期限",
    validFrom: "拟生效日期",
    proposed: "已送审。推演 {n} 件：超时率 {before} → {after}。",
    seeThem: "去改进提案",
    cancel: "取消",
    submit: "送审",
  },
  {
    supervise: "Supervise",
    superviseHint: "Supervise those of the cases that are still open",
    allOver: "All of these cases are over: there is none to supervise.",
    propose: "Propose a change",
    proposeHint: "Propose another limit, duty, pace or staffing; somebody else has to decide",
    whatHappens: "On sending the chosen cases are played again and the figures are kept with the proposal. Somebody else has to decide; once in force, shares of late cases before and since are compared.",
    basis: "Reason and evidence",
    deadline: "To be decided by",
    validFrom: "In force from",
    proposed: "Sent. {n} cases played again: late {before} → {after}.",
    seeThem: "To the proposals",
    cancel: "Cancel",
    submit: "Send",
  },
);
