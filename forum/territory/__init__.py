"""Where people come from: communes, communautés de communes, schools, sectors and the calendar around them."""
