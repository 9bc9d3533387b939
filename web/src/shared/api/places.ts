/** Areas and units as the reference lists give them. */

export interface Area {
  code: string;
  name: string;
  level: string;
  parent: string | null;
  grade?: string | null;
}
export interface Unit {
  code: string;
  name: string;
  kind: string;
  parent: string | null;
  area: string | null;
}
