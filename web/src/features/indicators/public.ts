export { CasesPage } from "./CasesPage";
export { IndicatorPage } from "./IndicatorPage";
export { MarketPage } from "./MarketPage";
