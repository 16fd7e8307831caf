import {stripVTControlCharacters} from 'node:util';

/** What an engine says, on one line and without what would move a terminal. */
export const plain = (text: unknown): string => stripVTControlCharacters(String(text)).replaceAll(/\p{Cc}+/gu, ' ');
