"""Two hundred members at once through the stand-in for WeChat: is anything lost, said twice, or sent over the limit?"""
