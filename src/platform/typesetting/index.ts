/** Documents out of templates and JSON. Knows no trade. */
export { qrSvg } from './qr-code.ts';
export {
  MAX_DATA_BYTES,
  type NotRendered,
  type PdfRequest,
  renderPdf,
  stopTypesetting,
} from './render-pdf.ts';
