import { catalogue } from "@/shared/i18n/catalogue";

export const texts = catalogue(
  {
    title: "会商",
    empty: "没有进行中的会商",
    emptyText: "派遣员、督办员或领导在案件上发起会商后，案件停在这里等待裁决。",
    suggested: "权责清单的建议",
    noSuggestion: "权责清单没有候选单位。",
    noQuestion: "未写明会商事由",
    spoken: "已发言",
    silent: "未发言",
    ruling: "裁决",
  },
  {
    title: "Consultations",
    empty: "No consultation is going on",
    emptyText: "A case rests here until the ruling once a dispatcher, supervisor or leader has called a consultation.",
    suggested: "What the responsibility list suggests",
    noSuggestion: "The list has no candidate.",
    noQuestion: "No question was written down",
    spoken: "has spoken",
    silent: "has not spoken",
    ruling: "Ruling",
  },
);
