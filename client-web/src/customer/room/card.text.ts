// What is said of who asks, and how little of it is proven: security-rules.md 48.
import { catalogue } from '../../view/i18n.ts';

export const words = catalogue({
  en: {
    desk: (desk: string) => `of ${desk}`,
    since: (month: string) => `Has worked here since ${month}, says the desk.`,
    verified: (legalName: string) => `Verified: ${legalName}`,
    verifiedHow: (domain: string, legalName: string) =>
      `Your browser proved that this page comes from ${domain}. Who runs that address confirms that this desk is ${legalName}. Compare it with the address you know.`,
    notVerified: 'Company not verified',
    notVerifiedHow: 'Nobody has confirmed which company is behind this name. The desk chose the name itself.',
  },
  it: {
    desk: (desk: string) => `di ${desk}`,
    since: (month: string) => `Lavora qui da ${month}, secondo l’assistenza.`,
    verified: (legalName: string) => `Verificato: ${legalName}`,
    verifiedHow: (domain: string, legalName: string) =>
      `Il browser ha provato che questa pagina viene da ${domain}. Chi gestisce quell’indirizzo conferma che questa assistenza è ${legalName}. Confrontalo con l’indirizzo che conosci.`,
    notVerified: 'Azienda non verificata',
    notVerifiedHow:
      'Nessuno ha confermato quale azienda ci sia dietro questo nome. L’ha scelto l’assistenza stessa.',
  },
});
