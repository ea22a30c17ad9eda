export function VerifyDocumentPage() {
  return null;
}
