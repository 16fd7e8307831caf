import test from 'ava';
import {didYouMean, nearestName} from '../../source/base/nearest-name.ts';

const names = ['quantum', 'higgs', 'biology_consciousness', 'none', 'node'];

test('a name is near when two letters differ, or when it begins the same', t => {
	for (const [given, near] of [
		['quantuum', 'quantum'],
		['qantm', 'quantum'],
		['Higgs', 'higgs'],
		['biology', 'biology_consciousness'],
		['nde', 'node'],
	] as const) {
		t.is(nearestName(given, names), near, given);
		t.is(didYouMean(given, names), `; did you mean ${near}?`, given);
	}
});

test('of a name that is far from all of them, or too short to tell, nothing is guessed', t => {
	for (const given of ['', 'n', 'xy', 'cosmos', 'quaaaaum']) {
		t.is(nearestName(given, names), undefined, given);
		t.is(didYouMean(given, names), '', given);
	}
	t.is(didYouMean('quantum', []), '');
});
