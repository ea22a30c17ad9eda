import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('documents', {
  not_found: {
    status: 404,
    title: 'This document does not exist or is not yours',
    next: 'Check the address or the documents of the deal',
  },
  not_on_register: {
    status: 404,
    title: 'No document with this number is on the register',
    next: 'Check the address; a document that is not on the register was not issued here',
  },
  not_now: {
    status: 409,
    title: 'Documents cannot be issued while the deal is {state}',
    next: 'Documents follow the contract; open the deal to see its step',
  },
  not_the_issuer: {
    status: 403,
    title: 'Another participant issues this document',
    next: 'Ask the {issuers} of the deal',
  },
  issuer_missing: {
    status: 409,
    title: 'The deal has no {role} yet, who issues this document',
    next: 'Bring the participant into the deal first',
  },
  wrong_mode: {
    status: 422,
    title: 'This consignment note belongs to another mode of transport',
    next: 'Rail goes under an SMGS note, road under a CMR note',
  },
  facts_missing: {
    status: 422,
    title: 'This document needs facts that the deal does not hold',
    next: 'Give its boxes in facts.boxes',
  },
  not_in_force: {
    status: 409,
    title: 'This version is {state} already',
    next: 'Open the list of documents and take the version in force',
  },
  rendering_busy: {
    status: 503,
    title: 'Too many documents are being drawn at the moment',
    next: 'Try again in a minute; the signed record can be had at once',
  },
  too_large_to_render: {
    status: 422,
    title: 'This document is too large to be drawn as PDF',
    next: 'Take the signed record as JSON',
  },
  give_one: {
    status: 422,
    title: 'One document at a time can be verified',
    next: 'Send exactly one of jws, document or file_base64',
  },
  file_not_readable: {
    status: 422,
    title: 'The file is not in base64',
    next: 'Send the bytes of the file as base64',
  },
});
