export { CasesPage } from "./CasesPage";
export { CollectPage } from "./collecting/CollectPage";
export { IndicatorPage } from "./IndicatorPage";
export { MarketPage } from "./MarketPage";
