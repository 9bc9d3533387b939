import { catalogue } from "@/shared/i18n/catalogue";

export const texts = catalogue(
  {
    title: "辅助撰写", what: "由模型 {model} 起草，只有您采用后才有效；请核对。", writing: "正在起草…", copy: "复制", copied: "已复制", nothing: "原文没有",
    when: "时间", where: "地点", what_: "事情", who: "涉事主体", want: "诉求", text: "草稿",
  },
  {
    title: "Help with writing", what: "Drafted by the model {model}; it counts only if you use it. Please check it.", writing: "Writing…", copy: "Copy", copied: "Copied", nothing: "not in the text",
    when: "When", where: "Where", what_: "What", who: "Who", want: "Wanted", text: "Draft",
  },
);
