/** Words by which callers say that something presses. */
export const URGENT_WORDS = ["漏电", "触电", "燃气泄漏", "坍塌", "塌陷", "起火", "着火", "受伤", "被困", "中毒", "爆炸", "井盖丢", "危险", "紧急", "安全隐患", "孩子", "老人"];
