export function ListingPage() {
  return null;
}
