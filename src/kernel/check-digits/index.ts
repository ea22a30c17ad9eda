export {
  checkCnUscc,
  makeCnUscc,
  organisationCheckCharacter,
  organisationPartHolds,
  usccCheckCharacter,
} from './cn-uscc.ts';
export { checkContainer, containerCheckDigit, makeContainer } from './container.ts';
export {
  checkBic,
  checkCreditorReference,
  checkIban,
  ibanCheckDigits,
  makeCreditorReference,
} from './iban.ts';
export { checkKzBin, checkKzIin, kzCheckDigit, makeKzBin } from './kz-bin.ts';
export { checkLei, leiCheckDigits, makeLei } from './lei.ts';
export {
  checkRegistration,
  makeRegistration,
  type RegistrationKind,
  registrationKindOf,
  registrationKinds,
} from './registration.ts';
export type { CheckResult } from './result.ts';
export { checkStation, makeStation, stationCheckDigit } from './station.ts';
export { checkWagon, makeWagon, wagonCheckDigit } from './wagon.ts';
