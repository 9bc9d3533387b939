import { catalogue } from "@/shared/i18n/catalogue";

export const texts = catalogue(
  {
    supervise: "督办",
    superviseHint: "对其中仍在办的案件发起督办",
    allOver: "这些案件都已办结，没有可以督办的。",
    propose: "提出修改：{name}",
    willDraft: "将为 {n} 条权责各起草一个新版本，拟自 {from} 起生效；须由另一位有权的人在权责清单中审批。",
    basis: "理由与依据",
    nothingShorter: "权责清单中没有比这更长的同单位时限：无可修改。",
    drafted: "已起草 {n} 条，等待审批。",
    seeThem: "去权责清单",
    cancel: "取消",
    submit: "提交",
  },
  {
    supervise: "Supervise",
    superviseHint: "Supervise those of the cases that are still open",
    allOver: "All of these cases are over: there is none to supervise.",
    propose: "Propose: {name}",
    willDraft: "A new version of {n} entries is drafted, to take effect on {from}; somebody else has to approve it in the list of responsibilities.",
    basis: "Reason and evidence",
    nothingShorter: "No entry has a longer limit of this unit: there is nothing to change.",
    drafted: "{n} drafts wait for approval.",
    seeThem: "To the responsibilities",
    cancel: "Cancel",
    submit: "Submit",
  },
);
