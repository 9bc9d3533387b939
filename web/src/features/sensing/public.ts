export { default as SensingPage } from "./city/SensingPage";
export { default as ProductPage } from "./products/ProductPage";
export { default as ProductsPage } from "./products/ProductsPage";
export { default as EdgesPage } from "./edges/EdgesPage";
export { default as DevicesPage } from "./devices/DevicesPage";
export { default as DevicePage } from "./device/DevicePage";
