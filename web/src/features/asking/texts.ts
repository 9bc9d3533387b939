import { catalogue } from "@/shared/i18n/catalogue";

export const texts = catalogue(
  {
    title: "问知识库", question: "问题", hint: "如：谁负责清理河道垃圾？占道经营的结案标准是什么？", ask: "查", about: "依据立案、结案标准与权责清单。",
    noModel: "未启用语言模型：按文字相近列出原文。", drafted: "由 {model} 起草，供参考；依据见下", sources: "依据", passages: "原文", nothing: "没有找到相关内容。换个说法，或到事项目录、权责清单中查找。",
    failed: "语言模型没有给出可信的回答：{why}。以下是查到的原文。", open: "打开",
  },
  {
    title: "Ask the city's texts", question: "Question", hint: "Who clears litter from rivers? When is street trading closed?", ask: "Ask", about: "From filing and closing standards and the responsibility list.",
    noModel: "No language model is enabled: these are the passages that are nearest in words.", drafted: "Drafted by {model}, for you to judge; its sources are below", sources: "Sources", passages: "Passages", nothing: "Nothing was found. Use other words, or look into the catalogue of matters and the responsibility list.",
    failed: "The language model gave no answer to be believed: {why} These are the passages found.", open: "open",
  },
);
