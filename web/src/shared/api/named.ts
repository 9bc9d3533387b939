export interface Bilingual {
  zh: string;
  en: string;
}
export interface Named {
  code: string;
  name: string;
}
