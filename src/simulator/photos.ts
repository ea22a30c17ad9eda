import type { NewListing, NewPhoto } from '../modules/catalogue/index.ts';
import { demoId } from './demo-id.ts';
import { demoGoods } from './goods.ts';

const SIDE = 640;

/** Drawings of the goods for the offers of some sellers, by how the goods are packed; nobody takes them for photos. */
export async function demoPhotos(listings: readonly NewListing[]): Promise<NewPhoto[]> {
  const { default: sharp } = await import('sharp');
  const drawn: NewPhoto[] = [];
  for (const [index, goods] of demoGoods.entries()) {
    const shown = listings
      .filter((one) => one.title.startsWith(goods.title_en) && one.hs_code === goods.hs_code)
      .map(({ org_id, listing_id }) => ({ org_id, listing_id, photo_id: demoId(`photo ${listing_id}`) }));
    if (shown.length === 0) continue;
    const bytes = await sharp(Buffer.from(drawing(goods.package_kind, index)))
      .png()
      .toBuffer();
    drawn.push({ bytes, text: `${goods.title_en}: a drawing for the demonstration`, listings: shown });
  }
  return drawn;
}

/** A colour of its own for each goods, the shape of its packing in front. */
function drawing(package_kind: string, index: number): string {
  const hue = (index * 47) % 360;
  const shape = (shapes[package_kind] ?? box)(`hsl(${hue} 45% 52%)`, `hsl(${hue} 50% 34%)`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="0 0 100 100">
<rect width="100" height="100" fill="hsl(${hue} 30% 93%)"/>
<ellipse cx="50" cy="84" rx="36" ry="5" fill="hsl(${hue} 20% 80%)"/>${shape}</svg>`;
}

type Shape = (face: string, edge: string) => string;

const box: Shape = (face, edge) =>
  `<path d="M18 40 50 26 82 40 82 72 50 86 18 72Z" fill="${face}"/><path d="M18 40 50 54 82 40M50 54V86" stroke="${edge}" stroke-width="2" fill="none"/>`;
const sack: Shape = (face, edge) =>
  `<path d="M34 24Q50 34 66 24L62 34Q78 48 74 84L26 84Q22 48 38 34Z" fill="${face}"/><path d="M38 34H62" stroke="${edge}" stroke-width="3"/>`;
const drum: Shape = (face, edge) =>
  `<path d="M28 26H72V82H28Z" fill="${face}"/><ellipse cx="50" cy="26" rx="22" ry="6" fill="${edge}"/><path d="M28 44H72M28 64H72" stroke="${edge}" stroke-width="2"/>`;
const roll: Shape = (face, edge) =>
  `<circle cx="50" cy="54" r="31" fill="${face}"/><circle cx="50" cy="54" r="22" fill="none" stroke="${edge}" stroke-width="2"/><circle cx="50" cy="54" r="11" fill="${edge}"/>`;
const stack: Shape = (face, edge) =>
  `<g fill="${face}" stroke="${edge}" stroke-width="1.5"><rect x="20" y="62" width="60" height="10"/><rect x="20" y="50" width="60" height="10"/><rect x="20" y="38" width="60" height="10"/><rect x="20" y="26" width="60" height="10"/></g><path d="M16 76H84V84H16Z" fill="${edge}"/>`;
const car: Shape = (face, edge) =>
  `<path d="M12 66V52L26 50 36 36H66L78 50 88 54V66Z" fill="${face}"/><circle cx="29" cy="68" r="9" fill="${edge}"/><circle cx="71" cy="68" r="9" fill="${edge}"/>`;
const tank: Shape = (face, edge) =>
  `<rect x="12" y="36" width="76" height="42" rx="18" fill="${face}"/><path d="M30 36V78M50 36V78M70 36V78" stroke="${edge}" stroke-width="2"/>`;

const shapes: Record<string, Shape> = {
  bag: sack,
  'big bag': sack,
  'net bag': sack,
  drum,
  coil: roll,
  bundle: stack,
  pallet: stack,
  bale: stack,
  flexitank: tank,
  none: car,
};
