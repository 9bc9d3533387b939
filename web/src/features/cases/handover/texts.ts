import { catalogue } from "@/shared/i18n/catalogue";

export const texts = catalogue(
  {
    toPhone: "发到手机",
    code: "案件 {number} 的二维码",
    how: "用手机相机扫一扫，在手机上打开这个案件。二维码里只有网址，没有案件内容；打开时按手机上登录的账号决定能看什么。",
  },
  {
    toPhone: "Take it to a phone",
    code: "QR code of case {number}",
    how: "Scan it with a phone's camera to open this case there. The code holds the address only; what is shown depends on who has signed in on the phone.",
  },
);
