// The words around a paper to sign, as the phone says them: the signer reads these, in either language.

export const SIGNING_WORDS = {
  en: {
    until: (day) => `To be signed by ${day}.`, who: "Who signs", turn: "signs now", signed: "has signed", later: "signs then", with: (name) => `In the presence of ${name}.`,
    read: (name) => `${name}: read the paper to its end`, open: "Open the paper (PDF)", points: "Signing electronically", copy: "Your signed copy comes to you in a message, on your own page.", word: "The word on the last page of the paper",
    agrees: "I have read this, and I agree to sign this paper electronically.", on: "Go on", wrongWord: "That is not the word on the last page. Please open the paper once more.",
    noMark: "Please mark this, or sign on paper instead.", sign: (name) => `${name}: sign`, name: "Your name, typed as your signature", draw: "Or draw your signature here:",
    glass: "Sign here", clear: "Clear the drawing", nothing: "Type your name, or draw your signature.", short: "That is too short for a signature. Sign with your whole name.", press: "Sign",
    refuse: "I do not want to sign this", why: "Why you do not want to sign it", sayWhy: "Please say in a few words why: we read it.", back: "Send it back unsigned",
    changed: "We changed this paper after you opened it. Nothing was signed: please read the new one.", all: "Signed by everybody who signs it. It goes to the office by itself.",
    unsigned: "It goes back to the office unsigned.", over: "There is nothing to sign here any more.", home: "To my day",
  },
  es: {
    until: (day) => `Se firma a más tardar el ${day}.`, who: "Quién firma", turn: "firma ahora", signed: "ya firmó", later: "firma después", with: (name) => `En presencia de ${name}.`,
    read: (name) => `${name}: lea el documento hasta el final`, open: "Abrir el documento (PDF)", points: "Firmar electrónicamente", copy: "Su copia firmada le llega por mensaje, en su propia página.", word: "La palabra de la última página del documento",
    agrees: "Leí esto y acepto firmar este documento electrónicamente.", on: "Continuar", wrongWord: "Esa no es la palabra de la última página. Por favor abra el documento otra vez.",
    noMark: "Por favor marque esto, o firme en papel.", sign: (name) => `${name}: firme`, name: "Su nombre, escrito como su firma", draw: "O dibuje su firma aquí:",
    glass: "Firme aquí", clear: "Borrar el dibujo", nothing: "Escriba su nombre o dibuje su firma.", short: "Eso es muy corto para una firma. Firme con su nombre completo.", press: "Firmar",
    refuse: "No quiero firmar esto", why: "Por qué no quiere firmarlo", sayWhy: "Díganos en pocas palabras por qué: lo leemos.", back: "Devolverlo sin firmar",
    changed: "Cambiamos este documento después de que usted lo abrió. No se firmó nada: por favor lea el nuevo.", all: "Ya firmaron todas las personas que lo firman. Llega a la oficina por sí solo.",
    unsigned: "Vuelve a la oficina sin firmar.", over: "Aquí ya no hay nada que firmar.", home: "A mi día",
  },
};
