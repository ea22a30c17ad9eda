import { type Static, Type } from 'typebox';
import { Country, Nullable } from '../../platform/index.ts';

/** A name in the three languages the data carries; other languages fall back in the web. */
export const Names = Type.Object({ en: Type.String(), zh: Type.String(), ru: Type.String() });
export type Names = Static<typeof Names>;

export const Mode = Type.Union([Type.Literal('rail'), Type.Literal('road')]);

/** `sourced`: a source states it. `unverified`: general knowledge, to be checked before anyone relies on it. */
const status = Type.String();

export const Place = Type.Object({
  code: Type.String(),
  name: Names,
  country: Country,
  lat: Type.Number(),
  lon: Type.Number(),
  /** Track gauge; null where there is no railway. */
  gauge_mm: Nullable(Type.Integer()),
  kind: Type.String(),
  /** UN/LOCODE where a source gives one. */
  unlocode: Nullable(Type.String()),
  status,
  source: Type.String(),
});
export type Place = Static<typeof Place>;

export const RouteLeg = Type.Object({
  from: Type.String(),
  to: Type.String(),
  mode: Mode,
  km: Type.Integer(),
  hours: Type.Integer(),
  gauge_mm: Nullable(Type.Integer()),
  country: Country,
  /** `estimated` legs name their method. */
  status,
  method: Type.String(),
});
export type RouteLeg = Static<typeof RouteLeg>;

export const Route = Type.Object({
  route_id: Type.String(),
  name: Names,
  mode: Mode,
  from: Type.String(),
  to: Type.String(),
  /** Last place of the exporting country, and first of the importing one. Between them lies the frontier. */
  crossing_export: Type.String(),
  crossing_import: Type.String(),
  km: Type.Integer(),
  hours: Type.Integer(),
  legs: Type.Array(RouteLeg),
});
export type Route = Static<typeof Route>;

export const CountryEntry = Type.Object({
  iso2: Country,
  iso3: Type.String(),
  m49: Type.String(),
  name: Names,
  currency: Nullable(Type.String()),
  corridor: Type.Boolean(),
  memberships: Type.Array(
    Type.Object({
      body: Type.String(),
      member: Type.String(),
      since: Nullable(Type.String()),
      status,
      source: Type.String(),
    }),
  ),
});
export type CountryEntry = Static<typeof CountryEntry>;

export const CurrencyEntry = Type.Object({
  code: Type.String(),
  number: Type.String(),
  minor_digits: Type.Integer(),
  name: Names,
});
export type CurrencyEntry = Static<typeof CurrencyEntry>;

export const UnitEntry = Type.Object({
  code: Type.String(),
  /** UN/ECE Recommendation 20. */
  rec20: Type.String(),
  name: Names,
  dimension: Type.String(),
  /** The smallest part: `1` where only whole ones are counted, otherwise `0.001`. */
  step: Type.String(),
});
export type UnitEntry = Static<typeof UnitEntry>;

/** Who carries what: `seller`, `buyer`, or `named_place` (seller, as far as the named place lies). */
export const Incoterm = Type.Object({
  code: Type.String(),
  name: Names,
  transport: Type.String(),
  export_clearance: Type.String(),
  freight_to_frontier: Type.String(),
  freight_at_frontier: Type.String(),
  freight_after_frontier: Type.String(),
  /** `seller`: owes insurance. `seller_risk`: owes none, but bears the risk to the place. `buyer`: the buyer's matter. */
  insurance: Type.String(),
  import_charges: Type.String(),
  version: Type.String(),
});
export type Incoterm = Static<typeof Incoterm>;

export const SupervisionMode = Type.Object({
  code: Type.String(),
  name: Names,
  status,
  source: Type.String(),
});
export type SupervisionMode = Static<typeof SupervisionMode>;

export const Crossing = Type.Object({
  code: Type.String(),
  place_a: Type.String(),
  place_b: Type.String(),
  mode: Mode,
  gauge_a_mm: Nullable(Type.Integer()),
  gauge_b_mm: Nullable(Type.Integer()),
  gauge_change_at: Nullable(Type.String()),
  status,
  source: Type.String(),
});
export type Crossing = Static<typeof Crossing>;

export const HsEntry = Type.Object({
  code: Type.String(),
  level: Type.Integer(),
  title: Type.Object({ en: Type.String(), zh: Nullable(Type.String()), ru: Nullable(Type.String()) }),
  /** `own`: our short title. `pddl`, `import`: English only, from a public or an imported list. */
  title_source: Type.String(),
  unit: Nullable(Type.String()),
  direction: Nullable(Type.String()),
});
export type HsEntry = Static<typeof HsEntry>;

/** Great-circle distance in km on a sphere of 6,371 km. */
export function greatCircleKm(a: Pick<Place, 'lat' | 'lon'>, b: Pick<Place, 'lat' | 'lon'>): number {
  const rad = Math.PI / 180;
  const h =
    Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 +
    Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lon - a.lon) * rad) / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.sqrt(h));
}
