import type { Bilingual } from "../api/types";

const p = (zh: string, en: string, matter: string | null) => ({ name: { zh, en } as Bilingual, matter });

/** Pictures and the matter of the national catalogue that each stands for; without one the words decide. */
export const PICTURES = {
  rubbish: p("垃圾堆放", "Rubbish", "matter:06010"),
  lamp: p("路灯不亮", "Street lamp", "matter:01037"),
  cover: p("井盖破损", "Manhole cover", "matter:01003"),
  road: p("道路破损", "Broken road", "matter:06013"),
  water: p("积水内涝", "Flooding", null),
  tree: p("树木绿化", "Trees", "matter:04002"),
  parking: p("车辆乱停", "Parking", "matter:09010"),
  stall: p("占道经营", "Street stall", "matter:09006"),
  site: p("施工扬尘", "Building site", "matter:08004"),
  advert: p("乱贴广告", "Illegal posters", "matter:07001"),
  sign: p("标志护栏", "Signs, barriers", "matter:02010"),
  other: p("其他", "Something else", null),
};
export type PictureId = keyof typeof PICTURES;
