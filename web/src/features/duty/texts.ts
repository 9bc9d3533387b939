import { catalogue } from "@/shared/i18n/catalogue";

export const texts = catalogue(
  {
    title: "在岗与位置",
    on: "在岗",
    off: "未在岗",
    unknown: "连上网络后显示是否在岗",
    owed: "位置已停报，联网后告知服务器",
    begin: "上岗",
    end: "下岗",
    looking: "正在定位…",
    sent: "位置已报 {at}",
    position: "拿不到位置，请打开手机定位并允许使用",
    network: "没有网络，位置暂时报不出去",
    who: "谁能看到我的位置？",
    whoText: "在岗且本页打开时，每分钟报一次位置，只保留最新一次。派遣员、督办员能看到姓名和位置，领导只看到单位和位置；每次查看都有记录。下岗即删除；15 分钟没有位置显示为失联，24 小时后删除。它不是考勤。",
  },
  {
    title: "On duty and where",
    on: "On duty",
    off: "Not on duty",
    unknown: "Shown once there is a network",
    owed: "Nothing is sent any more; the server hears it once there is a network",
    begin: "Go on duty",
    end: "Go off duty",
    looking: "Looking for the place…",
    sent: "Place sent {at}",
    position: "No position: switch on location on this phone and allow its use",
    network: "No network: the place cannot be sent for now",
    who: "Who can see where I am?",
    whoText: "While you are on duty and this page is open, the place is sent once a minute; only the latest is kept. Dispatchers and supervisors see name and place, leaders unit and place; every look is recorded. Going off duty deletes it; after 15 minutes of silence you are shown as lost, after 24 hours it is deleted. It is no attendance book.",
  },
);
