import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router';
import { loadAreas } from '../i18n/i18n.ts';
import { addressFields } from '../pages/market/search-filter.ts';
import { pickedFields } from '../pages/wallet/statement-filter.ts';
import { Loading } from '../parts/loading.tsx';
import { Broken } from './broken.tsx';
import { NotFound } from './not-found.tsx';
import { parseSearch, searchFields, stringifySearch } from './search-fields.ts';
import { Shell } from './shell.tsx';

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  validateSearch: searchFields('lang'),
  search: { middlewares: [retainSearchParams(['lang'])] },
});
const parent = () => root;

/** What the address of every page of figures may say, and of those that show series. */
const figures = ['source', 'currency', 'as_of', 'view'] as const;
const series = [...figures, 'frequency', 'measure'] as const;

/** Every page: its address, what its address may say, and the code and words that are loaded when it is opened. */
const pages = [
  createRoute({
    getParentRoute: parent,
    path: '/',
    validateSearch: searchFields('view', 'as_of'),
    loader: () => loadAreas('overview', 'statistics'),
    component: lazyRouteComponent(() => import('../pages/overview/overview-page.tsx'), 'OverviewPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/statistics/bilateral',
    validateSearch: searchFields(...figures, 'reporter', 'partner', 'flow', 'frequency'),
    loader: () => loadAreas('statistics', 'observatory'),
    component: lazyRouteComponent(() => import('../pages/statistics/bilateral-page.tsx'), 'BilateralPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/statistics/countries',
    loader: () => loadAreas('observatory', 'statistics'),
    component: lazyRouteComponent(() => import('../pages/observatory/countries-page.tsx'), 'CountriesPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/statistics/countries/$area',
    validateSearch: searchFields(...series, 'partner', 'flow', 'period'),
    loader: () => loadAreas('observatory', 'statistics'),
    component: lazyRouteComponent(() => import('../pages/observatory/country-page.tsx'), 'CountryPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/statistics/ranking',
    validateSearch: searchFields(...figures, 'reporter', 'flow', 'period'),
    loader: () => loadAreas('observatory', 'statistics'),
    component: lazyRouteComponent(() => import('../pages/observatory/ranking-page.tsx'), 'RankingPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/statistics/mirror',
    validateSearch: searchFields(...figures, 'exporter', 'importer', 'flow', 'frequency'),
    loader: () => loadAreas('observatory', 'statistics'),
    component: lazyRouteComponent(() => import('../pages/observatory/mirror-page.tsx'), 'MirrorPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/statistics/structure',
    validateSearch: searchFields(...figures, 'reporter', 'partner', 'flow', 'period', 'by'),
    loader: () => loadAreas('observatory', 'statistics'),
    component: lazyRouteComponent(() => import('../pages/observatory/structure-page.tsx'), 'StructurePage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/statistics/prices',
    validateSearch: searchFields(...figures, 'reporter', 'partner', 'flow', 'hs', 'frequency'),
    loader: () => loadAreas('observatory', 'statistics'),
    component: lazyRouteComponent(() => import('../pages/observatory/prices-page.tsx'), 'PricesPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/statistics/groups',
    loader: () => loadAreas('observatory', 'market'),
    component: lazyRouteComponent(() => import('../pages/observatory/groups-page.tsx'), 'GroupsPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/statistics/groups/$group',
    validateSearch: searchFields(...series, 'reporter', 'partner'),
    loader: () => loadAreas('observatory', 'statistics'),
    component: lazyRouteComponent(() => import('../pages/observatory/group-page.tsx'), 'GroupPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/statistics/products/$hs',
    validateSearch: searchFields(...series, 'reporter', 'partner'),
    loader: () => loadAreas('observatory', 'statistics'),
    component: lazyRouteComponent(() => import('../pages/observatory/product-page.tsx'), 'ProductPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/statistics/explorer',
    validateSearch: searchFields(
      ...series,
      'by',
      'reporter',
      'partners',
      'flow',
      'group',
      'hs',
      'codes',
      'from',
      'to',
    ),
    loader: () => loadAreas('observatory', 'statistics'),
    component: lazyRouteComponent(() => import('../pages/observatory/explorer-page.tsx'), 'ExplorerPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/statistics/changes',
    validateSearch: searchFields('source', 'period', 'as_of', 'since', 'view'),
    loader: () => loadAreas('statistics', 'observatory'),
    component: lazyRouteComponent(() => import('../pages/observatory/changes-page.tsx'), 'ChangesPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/claims',
    validateSearch: searchFields('verdict'),
    loader: () => loadAreas('claims'),
    component: lazyRouteComponent(() => import('../pages/claims/claims-page.tsx'), 'ClaimsPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/releases',
    validateSearch: searchFields('cursor'),
    loader: () => loadAreas('releases', 'observatory'),
    component: lazyRouteComponent(() => import('../pages/releases/releases-page.tsx'), 'ReleasesPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/releases/$period',
    loader: () => loadAreas('releases', 'observatory'),
    component: lazyRouteComponent(() => import('../pages/releases/release-page.tsx'), 'ReleasePage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/verify',
    loader: () => loadAreas('verify'),
    component: lazyRouteComponent(() => import('../pages/verify/verify-page.tsx'), 'VerifyPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/verify/$document_id',
    loader: () => loadAreas('verify'),
    component: lazyRouteComponent(() => import('../pages/verify/document-page.tsx'), 'VerifyDocumentPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/marketplaces',
    validateSearch: searchFields('cursor'),
    loader: () => loadAreas('marketplaces', 'market'),
    component: lazyRouteComponent(
      () => import('../pages/marketplaces/marketplaces-page.tsx'),
      'MarketplacesPage',
    ),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/marketplaces/$connection_id',
    loader: () => loadAreas('marketplaces'),
    component: lazyRouteComponent(
      () => import('../pages/marketplaces/connection-page.tsx'),
      'ConnectionPage',
    ),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/market',
    validateSearch: searchFields(...addressFields),
    loader: () => loadAreas('market'),
    component: lazyRouteComponent(() => import('../pages/market/market-page.tsx'), 'MarketPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/market/$listing_id',
    loader: () => loadAreas('market', 'reputation'),
    component: lazyRouteComponent(() => import('../pages/market/listing-page.tsx'), 'ListingPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/firms/$org_id',
    loader: () => loadAreas('market', 'reputation'),
    component: lazyRouteComponent(() => import('../pages/market/firm-page.tsx'), 'FirmPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/market/new',
    loader: () => loadAreas('market'),
    component: lazyRouteComponent(() => import('../pages/market/listing-form-page.tsx'), 'NewListingPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/market/import',
    loader: () => loadAreas('market'),
    component: lazyRouteComponent(() => import('../pages/market/import-page.tsx'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/market/searches',
    loader: () => loadAreas('market'),
    component: lazyRouteComponent(
      () => import('../pages/market/saved-searches-page.tsx'),
      'SavedSearchesPage',
    ),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/market/$listing_id/change',
    loader: () => loadAreas('market'),
    component: lazyRouteComponent(() => import('../pages/market/listing-form-page.tsx'), 'ChangeListingPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/cart',
    validateSearch: searchFields('add', 'to'),
    loader: () => loadAreas('shop', 'market'),
    component: lazyRouteComponent(() => import('../pages/shop/cart-page.tsx'), 'CartPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/own-shop',
    loader: () => loadAreas('shop'),
    component: lazyRouteComponent(() => import('../pages/shop/own-shop-page.tsx'), 'OwnShopPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/incoming-orders',
    validateSearch: searchFields('cursor', 'state'),
    loader: () => loadAreas('orders', 'shop'),
    component: lazyRouteComponent(
      () => import('../pages/shop/incoming-orders-page.tsx'),
      'IncomingOrdersPage',
    ),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/parcels',
    validateSearch: searchFields('cursor', 'mode', 'month', 'summary'),
    loader: () => loadAreas('shop'),
    component: lazyRouteComponent(() => import('../pages/shop/parcels-page.tsx'), 'ParcelsPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/returns',
    validateSearch: searchFields('state', 'cursor'),
    loader: () => loadAreas('shop'),
    component: lazyRouteComponent(() => import('../pages/shop/returns-page.tsx'), 'ReturnsPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/notices',
    validateSearch: searchFields('cursor'),
    loader: () => loadAreas('notices'),
    component: lazyRouteComponent(() => import('../pages/notices/notices-page.tsx'), 'NoticesPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/needs',
    validateSearch: searchFields('country', 'mine', 'cursor'),
    loader: () => loadAreas('market'),
    component: lazyRouteComponent(() => import('../pages/market/needs-page.tsx'), 'NeedsPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/needs/new',
    loader: () => loadAreas('market'),
    component: lazyRouteComponent(() => import('../pages/market/need-form-page.tsx'), 'NewNeedPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/needs/$need_id',
    loader: () => loadAreas('market'),
    component: lazyRouteComponent(() => import('../pages/market/need-page.tsx'), 'NeedPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/rfq/new',
    validateSearch: searchFields('listing', 'quantity', 'prices'),
    loader: () => loadAreas('market', 'rfqs'),
    component: lazyRouteComponent(() => import('../pages/rfq/rfq-page.tsx'), 'RfqPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/rfqs',
    validateSearch: searchFields('cursor'),
    loader: () => loadAreas('rfqs'),
    component: lazyRouteComponent(() => import('../pages/rfq/board-page.tsx'), 'BoardPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/frames',
    validateSearch: searchFields('cursor'),
    loader: () => loadAreas('rfqs'),
    component: lazyRouteComponent(() => import('../pages/rfq/frames-page.tsx'), 'FramesPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/rfqs/$inquiry_id',
    validateSearch: searchFields('currency'),
    loader: () => loadAreas('rfqs'),
    component: lazyRouteComponent(() => import('../pages/rfq/comparison-page.tsx'), 'ComparisonPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/sign-in',
    validateSearch: searchFields('next'),
    loader: () => loadAreas('account'),
    component: lazyRouteComponent(() => import('../pages/account/sign-in-page.tsx'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/sign-up',
    validateSearch: searchFields('next'),
    loader: () => loadAreas('account'),
    component: lazyRouteComponent(() => import('../pages/account/sign-up-page.tsx'), 'SignUpPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/join',
    loader: () => loadAreas('account'),
    component: lazyRouteComponent(() => import('../pages/account/join-page.tsx'), 'JoinPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/account',
    loader: () => loadAreas('account'),
    component: lazyRouteComponent(() => import('../pages/account/account-page.tsx'), 'AccountPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/organisation',
    loader: () => loadAreas('account', 'papers', 'reputation'),
    component: lazyRouteComponent(() => import('../pages/account/organisation-page.tsx'), 'OrganisationPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/start',
    loader: () => loadAreas('start'),
    component: lazyRouteComponent(() => import('../pages/start/start-page.tsx'), 'StartPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/deals',
    validateSearch: searchFields('q', 'state', 'role', 'cursor'),
    loader: () => loadAreas('deals'),
    component: lazyRouteComponent(() => import('../pages/deals/deals-page.tsx'), 'DealsPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/deals/$deal_id',
    validateSearch: searchFields('money'),
    loader: () => loadAreas('deal', 'statistics', 'rfqs', 'reputation'),
    component: lazyRouteComponent(() => import('../pages/deal/deal-page.tsx'), 'DealPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/customs',
    validateSearch: searchFields('state', 'lane', 'cursor'),
    loader: () => loadAreas('customs', 'deal'),
    component: lazyRouteComponent(() => import('../pages/customs/customs-page.tsx'), 'CustomsPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/screening',
    validateSearch: searchFields('state', 'cursor'),
    loader: () => loadAreas('screening', 'papers'),
    component: lazyRouteComponent(() => import('../pages/screening/screening-page.tsx'), 'ScreeningPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/onboarding',
    validateSearch: searchFields('at', 'after', 'cursor'),
    loader: () => loadAreas('onboarding', 'papers'),
    component: lazyRouteComponent(() => import('../pages/onboarding/onboarding-page.tsx'), 'OnboardingPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/matchmaking',
    validateSearch: searchFields('cursor'),
    loader: () => loadAreas('days'),
    component: lazyRouteComponent(() => import('../pages/days/days-page.tsx'), 'DaysPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/matchmaking/$day_id',
    validateSearch: searchFields('list'),
    loader: () => loadAreas('days', 'market'),
    component: lazyRouteComponent(() => import('../pages/days/day-page.tsx'), 'DayPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/wallet',
    validateSearch: searchFields('account', 'cursor', 'from', 'to', ...pickedFields),
    loader: () => loadAreas('wallet'),
    component: lazyRouteComponent(() => import('../pages/wallet/wallet-page.tsx'), 'WalletPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/treasury',
    validateSearch: searchFields('date', 'into', 'currency'),
    loader: () => loadAreas('treasury', 'exchange'),
    component: lazyRouteComponent(() => import('../pages/treasury/positions-page.tsx'), 'PositionsPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/treasury/limits',
    validateSearch: searchFields('currency', 'cursor'),
    loader: () => loadAreas('treasury'),
    component: lazyRouteComponent(() => import('../pages/treasury/limits-page.tsx'), 'LimitsPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/treasury/netting',
    validateSearch: searchFields('run', 'org', 'debts', 'cursor'),
    loader: () => loadAreas('treasury'),
    component: lazyRouteComponent(() => import('../pages/treasury/netting-page.tsx'), 'NettingPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/treasury/unmatched',
    validateSearch: searchFields('state', 'cursor'),
    loader: () => loadAreas('treasury'),
    component: lazyRouteComponent(() => import('../pages/treasury/unmatched-page.tsx'), 'UnmatchedPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/exchange',
    validateSearch: searchFields('exchange', 'cursor'),
    loader: () => loadAreas('exchange'),
    component: lazyRouteComponent(() => import('../pages/exchange/exchange-page.tsx'), 'ExchangePage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/payouts',
    validateSearch: searchFields('cursor'),
    loader: () => loadAreas('payouts'),
    component: lazyRouteComponent(() => import('../pages/payouts/payouts-page.tsx'), 'PayoutsPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/approvals',
    loader: () => loadAreas('payouts', 'treasury', 'rfqs', 'wallet'),
    component: lazyRouteComponent(() => import('../pages/approvals/approvals-page.tsx'), 'ApprovalsPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/wallet/transfers/$transfer_id',
    validateSearch: searchFields('book'),
    loader: () => loadAreas('wallet'),
    component: lazyRouteComponent(() => import('../pages/wallet/transfer-page.tsx'), 'TransferPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/wallet/entries',
    validateSearch: searchFields(
      'book',
      'account',
      'kinds',
      'currency',
      'side',
      'open',
      'from',
      'to',
      'except',
      'exchange',
      'cursor',
    ),
    loader: () => loadAreas('wallet'),
    component: lazyRouteComponent(() => import('../pages/wallet/entries-page.tsx'), 'EntriesPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/wallet/trial-balance',
    loader: () => loadAreas('wallet'),
    component: lazyRouteComponent(() => import('../pages/wallet/trial-balance-page.tsx'), 'TrialBalancePage'),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren(pages),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultErrorComponent: Broken,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
