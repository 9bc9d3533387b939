import { catalogue } from "@/shared/i18n/catalogue";

export const texts = catalogue(
  {
    tags: "文字标签",
    subjects: "涉事主体",
    missing: "还缺",
    feeling: "情绪",
    personal: "含个人信息",
    failed: "未能解析",
    and: "、",
  },
  {
    tags: "Tags of the words",
    subjects: "Subjects",
    missing: "Missing",
    feeling: "Feeling",
    personal: "Personal data",
    failed: "Not read",
    and: ", ",
  },
);
