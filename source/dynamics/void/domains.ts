import {ConnectopError} from '../../base/errors.ts';

/** Target sparsity of each domain, in percent (the owner's FUM_Void_Debt_Modulation). */
export const domainSparsity: Readonly<Record<string, number>> = {
	quantum: 15,
	standard_model: 22,
	dark_matter: 27,
	biology_consciousness: 20,
	cosmogenesis: 84,
	higgs: 80,
};

/** Domain modulation m = 1 + (pct/100)² / (beta/alpha): it changes the speed of the field, never its fixed points. */
export function modulation(sparsityPercent: number, alpha = 0.25, beta = 0.1): number {
	const share = sparsityPercent / 100;
	return 1 + (share * share) / (beta / alpha);
}

/** Modulation of a named domain. Throws a usage error that lists the domains. */
export function domainModulation(domain: string): number {
	const percent = Object.hasOwn(domainSparsity, domain) ? domainSparsity[domain] : undefined;
	if (percent === undefined) {
		throw new ConnectopError(
			'usage',
			'domain',
			`domain "${domain}" is unknown; use one of ${Object.keys(domainSparsity).join(', ')}`,
		);
	}
	return modulation(percent);
}
